/** The viewer's pages: which one is shown, and what stands around it. */
import { type JSX, render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ItemPageView } from './item.js';
import { ItemsPageView } from './items.js';
import { PairsPageView } from './pairs.js';
import { linkTo, type Route, useRoute } from './route.js';
import { RunPageView } from './run.js';
import { RunsPageView } from './runs.js';
import { isExport, listen, useLive } from './source.js';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

function App(): JSX.Element {
  const route = useRoute();
  useEffect(() => {
    scrollTo(0, 0);
  }, [route.page, route.parameters.get('run'), route.parameters.get('item')]);
  return (
    <>
      <button type="button" class="skip" onClick={toContent}>
        To the content
      </button>
      <header class="top">
        <a class="brand" href={linkTo('runs')}>
          pbb-eval
        </a>
        <nav aria-label="Where you are">
          <Trail route={route} />
        </nav>
        <Live />
        <ThemeSwitch />
      </header>
      <main id="main" tabIndex={-1}>
        <Page route={route} />
      </main>
    </>
  );
}

function toContent(): void {
  document.querySelector<HTMLElement>('#main')?.focus();
}

function Page({ route: { page, parameters } }: { readonly route: Route }): JSX.Element {
  switch (page) {
    case 'runs':
      return <RunsPageView parameters={parameters} />;
    case 'run':
      return <RunPageView parameters={parameters} />;
    case 'items':
      return <ItemsPageView parameters={parameters} />;
    case 'item':
      return <ItemPageView parameters={parameters} />;
    case 'pairs':
      return <PairsPageView parameters={parameters} />;
    default:
      return <p>There is no such page.</p>;
  }
}

function Trail({ route: { page, parameters } }: { readonly route: Route }): JSX.Element {
  const run = parameters.get('run');
  const list = new URLSearchParams(parameters);
  list.delete('item');
  const steps: { words: string; link: string }[] = [{ words: 'Runs', link: linkTo('runs') }];
  if (page === 'pairs') steps.push({ words: 'Side by side', link: linkTo('pairs', parameters) });
  if (run !== null) steps.push({ words: 'Run', link: linkTo('run', { run }) });
  if (page === 'items' || page === 'item')
    steps.push({ words: 'Items', link: linkTo('items', list) });
  if (page === 'item') steps.push({ words: 'Item', link: linkTo('item', parameters) });
  return (
    <ol class="trail">
      {steps.map(({ words, link }, place) => (
        <li key={words}>
          <a href={link} aria-current={place === steps.length - 1 ? 'page' : undefined}>
            {words}
          </a>
        </li>
      ))}
    </ol>
  );
}

function Live(): JSX.Element | null {
  const isLive = useLive();
  if (isExport) return <span class="live">exported report</span>;
  return (
    <span class={`live ${isLive ? 'on' : 'off'}`} role="status">
      {isLive ? 'live' : 'not connected'}
    </span>
  );
}

function ThemeSwitch(): JSX.Element {
  const [theme, setTheme] = useState<Theme>(storedTheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem('theme', theme);
    } catch {
      // Where nothing may be stored, the choice holds for this page.
    }
  }, [theme]);
  return (
    <label class="theme">
      <span class="unseen">Colours</span>
      <select value={theme} onChange={({ currentTarget: { value } }) => setTheme(themeOf(value))}>
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </label>
  );
}

function storedTheme(): Theme {
  try {
    return themeOf(localStorage.getItem('theme'));
  } catch {
    return 'system';
  }
}

function themeOf(text: string | null): Theme {
  return THEMES.find((theme) => theme === text) ?? 'system';
}

const place = document.querySelector('#app');
if (place !== null) {
  listen();
  render(<App />, place);
}
