/** Keys that pages answer to, beside those of the browser. */
import { useEffect, useRef } from 'preact/hooks';

export type Keys = Readonly<Record<string, () => void>>;

/** Calls the function of a key that is pressed outside of a field; `Escape` also leaves a field. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isField =
        event.target instanceof Element && event.target.matches('input, select, textarea');
      if (isField) {
        if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      const action = latest.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

/** Puts the cursor into the search of the page. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
}
