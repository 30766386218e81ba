import { useEffect, useState } from 'preact/hooks';
import { me } from '../session';
import { plain } from '../texts/ruby';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Page } from '../ui/Page';
import { CopyButton } from './copy';
import { FormMessage } from './parts';
import { PrintSheet } from './sheet';
import { T, w } from './words';

function Codes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <ol class="st-codes" aria-label={plain(w('recoveryList'))}>
      {codes.map((code) => (
        <li key={code}>
          <code translate={false}>{code}</code>
        </li>
      ))}
    </ol>
  );
}

interface RecoveryProps {
  readonly codes: readonly string[];
  /** The small line above the title: which step this is. */
  readonly over?: string;
  readonly onDone: () => void;
}

/** Recovery codes, shown once. The way on opens when the person says that they are kept. */
export function RecoveryCodes({ codes, over, onDone }: RecoveryProps) {
  const [kept, setKept] = useState(false);
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (kept) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, [kept]);

  return (
    <Page key="codes" bare title={w('recoveryTitle')} lead={w('recoveryLead')} over={over}>
      <Card>
        <p>
          <strong>
            <T k="recoveryOnce" />
          </strong>
        </p>
        <p>
          <T k="recoveryWhere" />
        </p>
        <Codes codes={codes} />
        <div class="st-row">
          <Button label={w('recoveryPrint')} onPress={() => print()} />
          <CopyButton text={codes.join('\n')} label="recoveryCopy" />
        </div>
        <label class="st-check">
          <input type="checkbox" checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
          <span>
            <T k="recoveryKept" />
          </span>
        </label>
        <FormMessage text={asked && !kept ? w('recoveryKeptFirst') : null} />
        <Button
          kind="primary"
          label={w('recoveryGo')}
          onPress={() => {
            setAsked(true);
            if (kept) onDone();
          }}
        />
      </Card>
      <PrintSheet kind="codes">
        <h1>{plain(w('recoveryPaperTitle'))}</h1>
        <p>
          {me.value?.facility_name} {me.value?.nickname}
        </p>
        <p>{plain(w('recoveryLead'))}</p>
        <Codes codes={codes} />
      </PrintSheet>
    </Page>
  );
}
