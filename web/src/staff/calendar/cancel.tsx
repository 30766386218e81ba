import { go } from '../../router';
import { Card } from '../../ui/Card';
import { toast } from '../../ui/Toast';
import { useDraft } from '../draft';
import { fieldErrorsOf, sentenceFor, useForm } from '../form';
import { FormMessage } from '../parts';
import { TwoTap } from '../twotap';
import { calendar } from './api';
import type { One } from './one';
import { REASON, Reason, ScopeChoice } from './reason';
import { whenOf } from './say';
import type { Scope } from './types';
import { T, w } from './words';

/** Calls something off: which ones, why, and a second tap. Nobody's answer is lost, and everybody reads the reason. */
export function CancelForm({ one }: { readonly one: One }) {
  const { detail } = one;
  const { gathering_id, recurrence_id } = detail;
  const draft = useDraft(`calendar.cancel.${gathering_id}.${recurrence_id}`, { scope: 'this', reason: '' });
  const { reason } = draft.values;
  const scope = (['following', 'all'] as const).find((value) => value === draft.values.scope) ?? 'this';
  const form = useForm();

  async function cancel() {
    if (form.refuse(reason.trim() === '' ? { reason: w('fRequired') } : {})) return;
    const why = reason.trim();
    const result = await form.send<unknown>([scope, why], (key) =>
      scope === 'all'
        ? calendar.cancelAll(gathering_id, why, key)
        : calendar.cancel(detail, { scope, reason: why }, key),
    );
    if (result.ok) {
      draft.clear();
      toast(w('calCancelled', { name: detail.title }));
      go('/staff/calendar');
      return;
    }
    const errors = fieldErrorsOf(result.problem, REASON);
    form.refuse(errors, Object.keys(errors).length > 0 ? null : sentenceFor(result.problem));
  }

  return (
    <form
      class="st-measure"
      ref={form.ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <Card title={detail.title}>
        <p>{whenOf(detail)}</p>
        {detail.repeats && (
          <ScopeChoice value={scope} onChoose={(chosen: Scope) => draft.set('scope', chosen)} />
        )}
        <Reason
          of="cancel"
          value={reason}
          onInput={(text) => draft.set('reason', text)}
          problem={form.errors.reason}
        />
        <FormMessage text={form.message} />
        <TwoTap
          go="calCancel"
          ask={
            scope === 'this' ? 'calCancelAsk' : scope === 'all' ? 'calCancelAskAll' : 'calCancelAskFollowing'
          }
          yes="calCancel"
          busy={form.busy}
          onYes={cancel}
        >
          <p>
            <T k="calCancelWhat" />
          </p>
        </TwoTap>
      </Card>
    </form>
  );
}
