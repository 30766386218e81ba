import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/problem';
import { go } from '../router';
import { enter } from '../session';
import { area } from '../texts';
import { app } from '../texts/ja/app';
import { join } from '../texts/ja/join';
import { Button, LinkButton } from '../ui/Button';
import { Card } from '../ui/Card';
import { Page } from '../ui/Page';
import { Ruby } from '../ui/Ruby';
import { Veranda } from '../ui/Veranda';
import { CodeField } from './code-field';
import { LanguageChoice } from './language-choice';
import { problemText } from './problem';

const t = area('join', join);
const a = area('app', app);

/** The first page of a phone that nobody has joined with. */
export function Welcome() {
  return (
    <Page bare title={t('welcome')} lead={t('intro')}>
      <Card title={t('haveCard')}>
        <CodeField />
        <p class="line">
          <Ruby text={t('noCard')} />
        </p>
      </Card>
      <Card>
        <LanguageChoice />
      </Card>
      <p class="line">
        <Ruby text={t('notMedical')} />
      </p>
      <LinkButton kind="quiet" href="#/staff/signin" label={t('staffDoor')} />
    </Page>
  );
}

/** Opens a one-time link and goes home; a used link says so and offers the code. */
export function Enter({ link }: { readonly link: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let here = true;
    enter(link).then((result) => {
      if (!here) return;
      if (result.ok) go('/', { replace: true });
      else setProblem(result.problem);
    });
    return () => {
      here = false;
    };
  }, [link, tries]);
  if (!problem) {
    return (
      <Page bare title={t('enterTitle')}>
        <Veranda />
        <p role="status">
          <Ruby text={t('entering')} />
        </p>
      </Page>
    );
  }
  return (
    <Page bare title={t('enterTitle')}>
      <p role="alert">
        <Ruby text={problemText(problem)} />
      </p>
      {problem.status === 0 || problem.status >= 500 ? (
        <Button
          kind="primary"
          label={a('again')}
          onPress={() => {
            setProblem(null);
            setTries(tries + 1);
          }}
        />
      ) : (
        <LinkButton kind="primary" href="#/" label={t('alreadyOpen')} />
      )}
    </Page>
  );
}
