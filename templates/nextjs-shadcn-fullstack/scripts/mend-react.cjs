/**
 * A webpack loader for the React that Next.js 15 brings to the browser, which is 19.2. React 19.3 fixed two faults of it that a
 * busy or slow machine meets once in some hundred pages; this adds the same two steps. Next.js 16 comes with React 19.3:
 * there, this file and its rule in next.config.ts can go.
 */
const MENDS = [
  // While it takes a page of the server over: when what an element waits for arrives between two of its turns, it enters the
  // element twice, finds other children than it expects, and throws the whole page away to draw it anew (error 418). It has
  // to go back to the element first (facebook/react#35494).
  {
    fault: /(case 5:\s+resetHooksOnUnwind\(next\);)(\s+default:\s+unwindInterruptedWork\(current, next\))/g,
    mended: `$1
      if (next === hydrationParentFiber) {
        var isEntered = isHydrating;
        popToNextHostParent(next);
        isHydrating = true;
        if (isEntered && null != next.stateNode) nextHydratableInstance = next.stateNode;
      }$2`,
  },
  // While it draws the page that a link leads to: when what that waits for arrives in the very turn that asks for it, nobody
  // remembers, and the page never comes, whatever the server has sent (vercel/next.js#98305).
  {
    fault: /0 === \(executionContext & 2\) && prepareFreshStack\(root, 0\)/g,
    mended:
      '(0 === (executionContext & 2) ? prepareFreshStack(root, 0) : (workInProgressRootPingedLanes |= pingedLanes))',
  },
];

module.exports = function mendReact(source) {
  return MENDS.reduce((mended, { fault, mended: replacement }) => {
    if (mended.match(fault)?.length !== 1) {
      throw new Error(
        `${this.resourcePath} is another React than the one that scripts/mend-react.cjs mends. If it is 19.3 or newer, delete that file and its rule in next.config.ts.`,
      );
    }
    return mended.replace(fault, replacement);
  }, source);
};
