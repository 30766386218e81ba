import '../ui/css/home-notices.css';
import { useEffect } from 'preact/hooks';
import { onChange } from '../data/changes';
import { rereadUnread, unread } from '../data/unread';
import { area } from '../texts';
import { today } from '../texts/ja/today';
import { plain } from '../texts/ruby';

const t = area('today', today);

/** Beside the bell on home: how many notices wait, as a number and in words. Nothing when none does. */
export function Unread() {
  useEffect(() => {
    void rereadUnread();
    return onChange('my_notices', rereadUnread, true);
  }, []);
  const n = unread.value;
  if (n === 0) return null;
  return (
    <>
      <span class="unread" aria-hidden="true">
        {n > 99 ? '99+' : n}
      </span>
      <span class="hidden">{plain(t('unread', { n }))}</span>
    </>
  );
}
