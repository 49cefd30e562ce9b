/**
 * Takes the place of Next.js's own tools in a preview that is looked at, not debugged (next.config.ts, APP_PREVIEW=1): those
 * are a quarter of a page's script. What a visitor has to know stays: code that does not compile is said on the page.
 */
const ID = 'preview-error';

function show(message) {
  hide();
  const box = document.createElement('pre');
  box.id = ID;
  box.setAttribute('role', 'alert');
  box.style.cssText =
    'position:fixed;inset:auto 1rem 1rem;max-height:50vh;margin:0;padding:1rem;overflow:auto;z-index:2147483647;' +
    'border-radius:.5rem;background:#450a0a;color:#fef2f2;font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap';
  box.textContent = `This code does not compile.\n\n${message}`;
  document.body.append(box);
}

function hide() {
  document.getElementById(ID)?.remove();
}

const nothing = () => undefined;
const shown = { onBuildError: show, onBuildOk: hide };

exports.dispatcher = new Proxy(shown, { get: (known, name) => known[name] ?? nothing });
exports.renderAppDevOverlay = nothing;
exports.renderPagesDevOverlay = nothing;
