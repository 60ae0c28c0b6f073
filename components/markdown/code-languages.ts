/** The languages whose grammars grammars.ts can fetch. */
const LANGUAGES: ReadonlySet<string> = new Set(
  (
    "bash c clojure cmake cpp csharp css dart diff dockerfile elixir erlang go graphql groovy haskell ini " +
    "java javascript json julia kotlin less lua makefile markdown nginx nix objectivec ocaml perl php " +
    "powershell protobuf python r ruby rust scala scss sql swift typescript vim xml yaml"
  ).split(" "),
);

/** Other words for a language: what people write after a fence, and how its files' names end. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  ...names("bash", "sh shell zsh console shellsession bashrc"),
  ...names("c", "h"),
  ...names("clojure", "clj cljs edn"),
  ...names("cpp", "c++ cc cxx hh hpp hxx"),
  ...names("csharp", "cs c#"),
  ...names("diff", "patch"),
  ...names("dockerfile", "docker containerfile"),
  ...names("elixir", "ex exs"),
  ...names("erlang", "erl"),
  ...names("go", "golang"),
  ...names("graphql", "gql"),
  ...names("groovy", "gradle"),
  ...names("haskell", "hs"),
  ...names("ini", "toml conf cfg properties env editorconfig"),
  ...names("javascript", "js jsx mjs cjs node"),
  ...names("json", "jsonc json5 ndjson jsonl"),
  ...names("julia", "jl"),
  ...names("kotlin", "kt kts"),
  ...names("makefile", "make mk"),
  ...names("markdown", "md mdx"),
  ...names("objectivec", "objc mm"),
  ...names("ocaml", "ml mli"),
  ...names("perl", "pl pm"),
  ...names("powershell", "ps1 pwsh"),
  ...names("protobuf", "proto"),
  ...names("python", "py pyi py3"),
  ...names("ruby", "rb gemfile rakefile"),
  ...names("rust", "rs"),
  ...names("scala", "sbt"),
  ...names("typescript", "ts tsx mts cts"),
  ...names("xml", "html htm svg xhtml vue svelte plist"),
  ...names("yaml", "yml"),
};

/** Maps each of some words, parted by spaces, to a language. */
function names(language: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(" ").map((word) => [word, language]));
}

/** The language that a word stands for, as after a fence; null when it is none that is known. */
export function languageNamed(word: string | null): string | null {
  const name = word?.toLowerCase() ?? "";
  if (LANGUAGES.has(name)) return name;
  return Object.hasOwn(OTHER_NAMES, name) ? (OTHER_NAMES[name] ?? null) : null;
}

/** The language of a file, by the end of its name; null when it is none that is known. */
export function languageOfPath(path: string): string | null {
  const file = path.split(/[\\/]/).at(-1) ?? "";
  return languageNamed(file.split(".").at(-1) ?? null);
}

/** All languages that have a name here. */
export const LANGUAGE_NAMES: readonly string[] = [...LANGUAGES];
