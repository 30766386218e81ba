import type { PeopleToAsk } from '../../data/comfort';
import type { Level } from '../../data/comfort-rules';
import { Ruby } from '../../ui/Ruby';
import { useCopy } from '../use-copy';
import { t } from './texts';

/** 青 is round, 黄 has three corners, 赤 has four: the shape says it where colours do not. */
export function SignMark({ level }: { readonly level: Level }) {
  return (
    <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      {level === 'green' && <circle cx="12" cy="12" r="9" />}
      {level === 'yellow' && <path d="M12 3 22 21H2z" />}
      {level === 'red' && <rect x="3" y="3" width="18" height="18" rx="3" />}
    </svg>
  );
}

/** Own lines, or that there are none yet. */
export function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) {
    return (
      <p class="line">
        <Ruby text={t('noneYet')} />
      </p>
    );
  }
  return (
    <ul class="cp-lines">
      {lines.map((line) => (
        <li key={line} class="own">
          {line}
        </li>
      ))}
    </ul>
  );
}

/** Whom one can name, from the last copy on. */
export function usePeople(): PeopleToAsk['items'] {
  return useCopy<PeopleToAsk>('/people_to_ask').value?.items ?? [];
}
