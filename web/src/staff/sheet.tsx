import { type ComponentChildren, render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Paper: what is inside prints instead of the screen, and is never seen on the screen.
 * It lives directly under the body, so that printing needs no knowledge of the page around it.
 */
export function PrintSheet({
  kind,
  children,
}: {
  kind: 'card' | 'codes' | 'month';
  children: ComponentChildren;
}) {
  const root = useRef<HTMLElement | null>(null);

  useEffect(() => {
    const element = document.createElement('div');
    element.className = `st-paper st-paper-${kind}`;
    element.setAttribute('aria-hidden', 'true');
    document.body.append(element);
    document.documentElement.classList.add('st-printing');
    root.current = element;
    return () => {
      render(null, element);
      element.remove();
      root.current = null;
      if (!document.querySelector('.st-paper')) document.documentElement.classList.remove('st-printing');
    };
  }, [kind]);

  useEffect(() => {
    if (root.current) render(children, root.current);
  });

  return null;
}
