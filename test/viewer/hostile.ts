/** Outputs that a model, or whoever made a run directory, could write to take over a page that shows them. */
export const HOSTILE: Readonly<Record<string, string>> = {
  markup: `</script><script>document.title='taken'</script><img src=x onerror="document.title='taken'">`,
  entities: '&lt;img src=x onerror=alert(1)&gt;&#60;b&#62;',
  links: '<a href="javascript:alert(1)">x</a> [x](javascript:alert(1)) <svg onload=alert(1)>',
  block: '<!-- --><![CDATA[ ]]></style></template></textarea></title><base href="//evil.example">',
  bidi: 'right \u202e gnorw \u2066 x \u2069 \u200f',
  terminal: '\u001b[31mred\u001b]0;title\u0007\u009b2J\r',
  surrogates: 'lone \ud800 and \udfff here',
  separators: 'a\u2028b\u2029c\u0000d',
};

export const ALL_HOSTILE: string = Object.values(HOSTILE).join('\n');
