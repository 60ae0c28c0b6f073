/** The look of an exported thread: the dashboard's colours, light and dark, and on paper. No font is fetched. */
export const STYLE = `
:root{color-scheme:light dark;--canvas:#fbfaf8;--surface:#fff;--line:#e3e1dd;--ink:#22252b;--muted:#585d66;--faint:#6e737c;
--accent:#3659b8;--danger:#b3261e;--warn:#8a5a00;--sunken:#f4f2ef}
@media(prefers-color-scheme:dark){:root{--canvas:#111317;--surface:#191c21;--line:#2e3238;--ink:#eceef1;--muted:#adb2ba;
--faint:#969ba4;--accent:#9db8ff;--danger:#ff9b8f;--warn:#e7bb63;--sunken:#0d0f12}}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--ink);font:14px/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:50rem;margin:0 auto;padding:2rem clamp(1rem,3vw,2rem) 4rem}
h1{font-size:1.3rem;line-height:1.35;margin:0 0 .35rem}
h2{font-size:.95rem;margin:0}h3,h4,h5,h6{font-size:1em;margin:1.1em 0 .4em}
.facts{margin:0;color:var(--faint);font-size:.8rem}
.facts span+span::before{content:" · "}
article{border-top:1px solid var(--line);margin-top:1.5rem;padding-top:1rem}
article.question .said{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:.1rem .9rem}
h2 .module{font-weight:400;color:var(--muted)}
.status{color:var(--warn)}.failed .status,.failed-tool>summary{color:var(--danger)}
p,ul,ol,blockquote,pre,.wide{margin:.7em 0}.said{margin-top:.5rem}li>ul,li>ol{margin:.2em 0}
ul,ol{padding-left:1.5em}li>p{margin:.2em 0}
blockquote{border-left:2px solid var(--line);padding-left:.9em;color:var(--muted);margin-left:0;margin-right:0}
pre,code{font:12.5px/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{background:var(--sunken);border-radius:3px;padding:.1em .25em}
pre{background:var(--sunken);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem;white-space:pre-wrap}
pre code{background:none;padding:0}
.plain{border:0;background:none;padding:0;font:inherit}
details{border:1px solid var(--line);border-radius:6px;margin:.5em 0;padding:0 .8rem;background:var(--surface)}
summary{cursor:pointer;padding:.35rem 0;color:var(--muted);font-size:.85rem}
.notice{color:var(--muted);font-size:.85rem;border-left:2px solid var(--line);padding-left:.8em;white-space:pre-wrap}
.failure{border:1px solid var(--danger);border-radius:6px;padding:.5rem .8rem;margin:.7em 0}
.label{color:var(--faint);font-size:.75rem;margin:.6em 0 0}
.wide{overflow-x:auto}table{border-collapse:collapse}th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left}
.center{text-align:center}.right{text-align:right}
a{color:var(--accent)}
hr{border:0;border-top:1px solid var(--line)}
@media print{body{background:none;font-size:11px}main{max-width:none;padding:0}article{break-inside:auto}h2{break-after:avoid}
details::details-content{content-visibility:visible;block-size:auto}pre{break-inside:auto}}
`;
