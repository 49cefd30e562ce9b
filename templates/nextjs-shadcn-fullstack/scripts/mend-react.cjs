/**
 * A webpack loader for the React that Next.js 15 brings to the browser. That React, 19.2, can lose its place while it takes a
 * page of the server over: when what an element waits for arrives between two of its turns, it enters the element twice,
 * finds other children than it expects, and throws the whole page away to draw it anew (error 418). A busy or slow machine
 * meets it once in some hundred pages. React 19.3 goes back to the element first (facebook/react#35494); this adds the same
 * step. Next.js 16 comes with React 19.3: there, this file and its rule in next.config.ts can go.
 */
const replay = /(case 5:\s+resetHooksOnUnwind\(next\);)(\s+default:\s+unwindInterruptedWork\(current, next\))/g;

const goBack = `
      if (next === hydrationParentFiber) {
        var isEntered = isHydrating;
        popToNextHostParent(next);
        isHydrating = true;
        if (isEntered && null != next.stateNode) nextHydratableInstance = next.stateNode;
      }`;

module.exports = function mendReact(source) {
  if (source.match(replay)?.length !== 1) {
    throw new Error(
      `${this.resourcePath} is another React than the one that scripts/mend-react.cjs mends. If it is 19.3 or newer, delete that file and its rule in next.config.ts.`,
    );
  }
  return source.replace(replay, `$1${goBack}$2`);
};
