import '../ui/css/door.css';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/client';
import type { Problem } from '../api/problem';
import type { CardPreview } from '../api/types';
import { go } from '../router';
import { join as accept, me } from '../session';
import { area, deviceLanguage } from '../texts';
import { join } from '../texts/ja/join';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Field } from '../ui/Field';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { CodeField } from './code-field';
import { InstallGuide } from './install-guide';
import { LanguageChoice } from './language-choice';
import { letters } from './letters';
import { LookFields } from './look-fields';
import { fieldProblem, problemText } from './problem';
import { useDraft } from './use-draft';

const t = area('join', join);

/** The version of the house rules that this build shows. */
const PLEDGE = 1;
const STEPS = ['name', 'look', 'privacy', 'install'] as const;
type Step = 'rules' | (typeof STEPS)[number];

/** Joining from the printed card: rules, a name, how it looks, who can see, the home screen. At most six taps. */
export function Join({ code }: { readonly code: string | undefined }) {
  const [step, setStep] = useState<Step>('rules');
  const [known, setKnown] = useState<string | null>(null);
  const home = () => go('/', { replace: true });
  if (step === 'look') return <Look onNext={() => setStep('privacy')} />;
  if (step === 'privacy') return <Privacy onNext={() => setStep('install')} />;
  if (step === 'install') return <Install onNext={home} />;
  if (me.value) return <Already name={me.value.nickname} />;
  if (!code) {
    return (
      <Page bare back="/" title={t('codeTitle')} lead={t('codeLead')}>
        <Card>
          <CodeField />
        </Card>
      </Page>
    );
  }
  if (step === 'name') return <Name code={code} known={known} onJoined={() => setStep('look')} />;
  return (
    <Rules
      key={code}
      code={code}
      onNext={(card) => {
        if (card?.role === 'staff' || card?.role === 'admin') {
          go(`/staff/join/${encodeURIComponent(code)}`, { replace: true });
          return;
        }
        setKnown(card?.nickname ?? null);
        setStep('name');
      }}
    />
  );
}

function Already({ name }: { readonly name: string }) {
  return (
    <Page bare title={t('welcome')} lead={t('already', { name })}>
      <LinkButton kind="primary" href="#/" label={t('alreadyOpen')} />
      <p class="line">
        <Ruby text={t('alreadyOther')} />
      </p>
    </Page>
  );
}

interface RulesProps {
  readonly code: string;
  readonly onNext: (card: CardPreview | null) => void;
}

/** What this card opens and what the house asks. A used-up card says so here, before anybody types. */
function Rules({ code, onNext }: RulesProps) {
  const [card, setCard] = useState<CardPreview | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let current = true;
    call('post', '/invitations/preview', { body: { code } }).then((answer) => {
      if (!current) return;
      if (answer.ok) setCard(answer.value);
      else setProblem(answer.problem);
    });
    return () => {
      current = false;
    };
  }, [code]);
  if (!card && !problem) return <main class="page" aria-busy="true" />;
  if (problem?.type === 'invitation-not-usable') return <UsedUp code={code} problem={problem} />;
  return (
    <Page bare over={card?.facility_name} title={t('welcome')} lead={t('intro')}>
      {problem && (
        <p class="problem" role="alert">
          <Ruby text={problemText(problem)} />
        </p>
      )}
      <Card title={t('rules')}>
        <ol class="numbered">
          {(['rule1', 'rule2', 'rule3'] as const).map((rule) => (
            <li key={rule}>
              <p>
                <Ruby text={t(rule)} />
              </p>
            </li>
          ))}
        </ol>
        {card?.house_rules && (
          <>
            <h3>
              <Ruby text={t('houseRules', { facility: card.facility_name })} />
            </h3>
            <p class="own">{card.house_rules}</p>
          </>
        )}
        <Button kind="primary" label={t('start')} onPress={() => onNext(card)} />
        <p class="small">
          <Ruby text={t('agree')} />
        </p>
      </Card>
      <Card>
        <LanguageChoice />
      </Card>
      <p class="line">
        <Ruby text={t('notMedical')} />
      </p>
    </Page>
  );
}

function UsedUp({ code, problem }: { readonly code: string; readonly problem: Problem }) {
  return (
    <Page bare back="/" title={t('codeTitle')}>
      <p class="problem" role="alert">
        <Ruby text={problemText(problem)} />
      </p>
      <Card>
        {/* What was typed can be mended; the long token of a picture cannot. */}
        <CodeField start={code.length > 12 ? '' : code} />
      </Card>
    </Page>
  );
}

interface NameProps {
  readonly code: string;
  /** What somebody is called who only gets a new card; they choose nothing. */
  readonly known: string | null;
  readonly onJoined: () => void;
}

function Name({ code, known, onJoined }: NameProps) {
  const draft = useDraft('join', { name: '' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const name = known ?? draft.value?.name ?? '';

  async function join() {
    const tidy = name.trim();
    if (!tidy || letters(tidy) > 20) {
      setMissing(tidy ? t('nameLong') : t('nameEmpty'));
      return;
    }
    setMissing(null);
    setBusy(true);
    const result = await accept(code, tidy, deviceLanguage.value, PLEDGE);
    setBusy(false);
    if (result.ok) {
      draft.drop();
      history.replaceState(null, '', '#/join');
      onJoined();
    } else if (result.problem.errors?.some((field) => field.pointer.startsWith('/credentials'))) {
      go(`/staff/join/${encodeURIComponent(code)}`, { replace: true });
    } else setProblem(result.problem);
  }

  const field = missing ?? fieldProblem(problem, '/nickname');
  return (
    <Page
      bare
      title={known ? t('knownTitle', { name: known }) : t('nameTitle')}
      lead={known ? t('knownLead') : undefined}
    >
      <Progress step="name" />
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) join();
        }}
      >
        {!known && (
          <Field
            label={t('name')}
            hint={t('nameHint')}
            value={name}
            autocomplete="nickname"
            problem={field}
            onInput={(next) => {
              draft.set({ name: next });
              setMissing(null);
            }}
          />
        )}
        {problem && !field && (
          <p class="problem" role="alert">
            <Ruby text={problemText(problem)} />
          </p>
        )}
        <Button submit kind="primary" busy={busy} label={t('next')} />
        {problem?.type === 'invitation-not-usable' && (
          <LinkButton kind="quiet" href="#/join" label={t('codeTitle')} />
        )}
      </form>
    </Page>
  );
}

function Look({ onNext }: { readonly onNext: () => void }) {
  return (
    <Page key="look" bare title={t('lookTitle')} lead={t('lookLead')}>
      <Progress step="look" />
      <Card>
        <LookFields few />
      </Card>
      <Button kind="primary" label={t('next')} onPress={onNext} />
    </Page>
  );
}

function Privacy({ onNext }: { readonly onNext: () => void }) {
  return (
    <Page key="privacy" bare title={t('privacyTitle')}>
      <Progress step="privacy" />
      <Card>
        <p>
          <Ruby text={t('privacy1')} />
        </p>
        <p>
          <Ruby text={t('privacy2')} />
        </p>
        <p class="line">
          <Ruby text={t('noWatch')} />
        </p>
      </Card>
      <Button kind="primary" label={t('next')} onPress={onNext} />
    </Page>
  );
}

function Install({ onNext }: { readonly onNext: () => void }) {
  return (
    <Page key="install" bare title={t('installTitle')} lead={t('installLead')}>
      <Progress step="install" />
      <InstallGuide />
      <Button kind="second" label={t('finish')} onPress={onNext} />
    </Page>
  );
}

function Progress({ step }: { readonly step: (typeof STEPS)[number] }) {
  const at = STEPS.indexOf(step);
  return (
    <div>
      <p class="small">{t('step', { n: at + 1 })}</p>
      <ul class="steps" aria-hidden="true">
        {STEPS.map((name, index) => (
          <li key={name} class={index <= at ? 'done' : ''} />
        ))}
      </ul>
    </div>
  );
}
