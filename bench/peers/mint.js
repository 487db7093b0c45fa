// Mints join tokens in a row: node mint.js KEY IV MEETING COUNT prints the last token and how long all of
// them are together.
const { createCipheriv } = require('node:crypto');

const [key, iv, meeting, count] = process.argv.slice(2);
const keyBytes = Buffer.from(key, 'hex');
const ivBytes = Buffer.from(iv, 'hex');
const unit = (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0');
// As PHP does it: what is beyond ASCII, and slashes, are escaped.
const encode = (value) => JSON.stringify(value).replace(/[\u0080-\uffff]/g, unit).replace(/\//g, '\\/');
const people = Array.from({ length: 1000 }, (_, n) => [String(1000000 + n), `张三 ${n}`]);

let token = '';
let length = 0;
for (let i = 0; i < Number(count); i++) {
  const [user, name] = people[i % 1000];
  const inner = encode({ serial: meeting, userid: user, username: name, joinRole: 'presenter' });
  const cipher = createCipheriv('aes-256-cbc', keyBytes, ivBytes);
  token = cipher.update(encode(inner), 'utf8', 'base64') + cipher.final('base64');
  length += token.length;
}
console.log(`${token} ${length}`);
