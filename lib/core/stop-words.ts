/** Words that tell nothing of what a text is about, in English and in code. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after all also an and any are as at be been but by can could did do does done for from get got had has have he
  her here his how i if in into is it its just let like ll m may me more most must my no not now of on one only or other our
  out over re s same she should so some such t than that the their them then there these they this those to too up us use
  used using ve very was we were what when where which while who why will with would yes you your
  const var function return true false null undefined new void string number boolean import export default type interface
  class public private static`.split(/\s+/),
);
