import { type LocalLog, removeLog, undoRemoveLog } from '../../data/care-logs';
import { area } from '../../texts';
import { dayText } from '../../texts/dates';
import { app } from '../../texts/ja/app';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { t } from './texts';

const a = area('app', app);

/** A log in words, one line a thing; never a number. */
export function linesOf(log: LocalLog): string[] {
  const pair = (name: string, value: string) => t('pair', { a: name, b: value });
  return [
    log.heaviness ? pair(t('weight'), t(log.heaviness)) : '',
    log.energy ? pair(t(log.about === 'talk' ? 'energy' : 'energyNow'), t(`energy${log.energy}`)) : '',
    log.sleep ? pair(t('sleep'), t(`sleep${log.sleep}`)) : '',
    typeof log.boundary_kept === 'boolean'
      ? pair(t('line'), t(log.boundary_kept ? 'lineYes' : 'lineNo'))
      : '',
    log.own_time ? t('ownTime') : '',
  ].filter(Boolean);
}

/** Own logs with their day, each removable with ten seconds to think again. */
export function LogList({ logs }: { readonly logs: readonly LocalLog[] }) {
  return (
    <ul class="rows">
      {logs.map((log) => {
        const day = dayText(log.local_date);
        const words = [log.kind_thing, log.received, log.note].filter(Boolean);
        return (
          <li key={log.log_id}>
            <div>
              <h3>
                <Ruby text={log.about === 'talk' ? `${day} · ${t('logTalk')}` : day} />
              </h3>
              {linesOf(log).map((line) => (
                <p key={line} class="small">
                  <Ruby text={line} />
                </p>
              ))}
              {words.map((text) => (
                <p key={text} class="own">
                  {text}
                </p>
              ))}
              {log.sync === 'waiting' && (
                <p class="small">
                  <Ruby text={t('logWaits')} />
                </p>
              )}
            </div>
            {(log.about === 'day' || log.sync === 'saved') && (
              <Button
                kind="quiet"
                wide={false}
                label={t('logRemove')}
                spoken={plain(`${day} ${t('logRemove')}`)}
                onPress={async () => {
                  await removeLog(log.log_id);
                  toast(t('logRemoved'), {
                    label: a('undo'),
                    run: () => void undoRemoveLog(log.log_id),
                  });
                }}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
