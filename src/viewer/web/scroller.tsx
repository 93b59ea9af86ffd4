/** What scrolls within itself. */
import type { ComponentChildren, JSX, Ref } from 'preact';

/** `kind`: its class. It can be reached by keyboard, and so be scrolled by it. */
export function Scroller({
  kind,
  label,
  children,
  ...rest
}: {
  readonly kind: string;
  readonly label: string;
  readonly children: ComponentChildren;
  readonly ref?: Ref<HTMLElement>;
  readonly onScroll?: () => void;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class={kind} aria-label={label} tabIndex={0} {...rest}>
      {children}
    </section>
  );
}
