/** Texts that break out of what an app puts them into, unless it treats them as text. */
export const HOSTILE_LABELS = {
  quotes: `He said "it's" \`fine\``,
  html: '<b>Bold</b> & <script>alert(1)</script>',
  emoji: 'Café 👩‍👩‍👧 🎉',
  rightToLeft: 'اسم العميل',
  template: `\${process.env.AUTH_SECRET} {{x}} {y}`,
  sql: "Robert'); DROP TABLE users;--",
  escapes: String.raw`C:\new\tab \u0041 %s %00`,
} as const;
