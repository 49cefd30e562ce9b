/** Objects from a stream of JSON lines, however the lines are cut into chunks. */
export async function* readJsonLines(stream: AsyncIterable<Buffer>): AsyncGenerator<unknown> {
  // A line is kept as pieces until it ends: joining at every chunk would be quadratic for a large object.
  let pieces: Buffer[] = [];
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pieces.push(chunk.subarray(start, end));
      start = end + 1;
      const line = Buffer.concat(pieces).toString('utf8');
      pieces = [];
      if (line.trim()) yield JSON.parse(line) as unknown;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
}
