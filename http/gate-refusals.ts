/** Why a request doesn't get further. */
export interface Refused {
  status: 400 | 401 | 403 | 405 | 413 | 429 | 503;
  code: string;
  message: string;
  hint: string;
}

export const OTHER_HOST: Refused = {
  status: 403,
  code: "host-unknown",
  message: "Switchboard answers to its own address only.",
  hint: "",
};
export const NO_PATH: Refused = {
  status: 400,
  code: "input-invalid",
  message: "This is no path on this server.",
  hint: "Correct the address.",
};
export const FORWARDED: Refused = {
  status: 400,
  code: "proxy-unknown",
  message: "This request came through a proxy, and none is set up.",
  hint: "Start Switchboard with SWITCHBOARD_PROXY=1 when the proxy is yours.",
};
export const NO_TOKEN: Refused = {
  status: 503,
  code: "unexpected",
  message: "The token of this dashboard can't be read.",
  hint: "See what the dashboard printed.",
};
export const FROM_ELSEWHERE: Refused = {
  status: 403,
  code: "input-invalid",
  message: "This request comes from a page of another site.",
  hint: "Open it in the dashboard. Programs send neither Origin nor Sec-Fetch-Site, and a token instead of a cookie.",
};
export const SIGNED_OUT: Refused = {
  status: 401,
  code: "signed-out",
  message: "Nobody is signed in here.",
  hint: "A browser opens the link of switchboard login; a program sends the token of the file “token” in Switchboard's home as Authorization: Bearer.",
};
export const NOWHERE: Refused = {
  status: 400,
  code: "input-invalid",
  message: "This can't be done here.",
  hint: "Open /login.",
};
