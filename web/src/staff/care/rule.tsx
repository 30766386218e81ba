import type { ListingRule, TrainingKind } from '../../data/care-types';
import { changeListingRule, listingRule } from '../../data/training';
import { hoursOf, TRAINING_KINDS } from '../../data/training-rules';
import { needWord } from '../../screens/training/rule';
import { t as training } from '../../screens/training/texts';
import { plain } from '../../texts/ruby';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { toast } from '../../ui/Toast';
import { useDraft } from '../draft';
import { sentenceFor, useForm } from '../form';
import { useLoad } from '../load';
import { FormMessage, StaffPage, WhenReady } from '../parts';
import { isAdmin } from '../roles';
import { T, w } from './words';

/** What somebody takes part in before they are listed: the rule in sentences, and for an admin the way to change it. */
export function RulePage() {
  const loaded = useLoad('listing-rule', listingRule);
  return (
    <StaffPage title="scRuleTitle" lead="scRuleLead" at="/care" back="/staff/care">
      <div class="st-measure care-stack">
        <WhenReady of={loaded}>
          {(rule) => (
            <>
              <Said rule={rule} />
              {isAdmin.value ? (
                <RuleForm key={rule.version} rule={rule} onSaved={loaded.put} again={loaded.reload} />
              ) : (
                <p class="st-hint">
                  <T k="adminOnly" />
                </p>
              )}
            </>
          )}
        </WhenReady>
      </div>
    </StaffPage>
  );
}

function Said({ rule }: { readonly rule: Pick<ListingRule, 'needed'> }) {
  return (
    <Card title={w('scRuleSays')}>
      {rule.needed.length === 0 ? (
        <p>
          <T k="scRuleNone" />
        </p>
      ) : (
        <>
          <ul class="late">
            {rule.needed.map((one) => (
              <li key={one.kind}>
                <Ruby text={needWord(one)} />
              </li>
            ))}
          </ul>
          <p class="st-hint">
            <T k="scRuleEach" /> <T k="scRuleAfter" />
          </p>
        </>
      )}
    </Card>
  );
}

/** Each kind with `=` and its hours as typed; an empty text is a kind that is not needed. */
type Hours = Readonly<Record<TrainingKind, string>>;

function hoursIn(rule: ListingRule): Hours {
  const of = (kind: TrainingKind) => rule.needed.find((one) => one.kind === kind);
  const typed = (kind: TrainingKind) => (of(kind) ? `=${of(kind)?.hours}` : '');
  return Object.fromEntries(TRAINING_KINDS.map((kind) => [kind, typed(kind)])) as Hours;
}

interface FormProps {
  readonly rule: ListingRule;
  readonly onSaved: (rule: ListingRule, etag: string | null) => void;
  readonly again: () => void;
}

function RuleForm({ rule, onSaved, again }: FormProps) {
  const draft = useDraft<Hours>('listing-rule', hoursIn(rule));
  const hours = draft.values;
  const form = useForm();
  const chosen = TRAINING_KINDS.filter((kind) => hours[kind] !== '');
  const typed = (kind: TrainingKind) => hours[kind].slice(1);
  const word = (kind: TrainingKind) => plain(training(`kind_${kind}`));
  async function save() {
    const wrong = chosen.filter((kind) => hoursOf(typed(kind)) === null);
    if (form.refuse(Object.fromEntries(wrong.map((kind) => [kind, w('scHoursWrong')])))) return;
    const needed = chosen.map((kind) => ({ kind, hours: hoursOf(typed(kind)) ?? 0 }));
    const result = await form.send(needed, () => changeListingRule(needed, rule.version));
    if (result.ok) {
      draft.clear();
      toast(w('saved'));
      return onSaved(result.value, result.etag);
    }
    form.refuse({}, sentenceFor(result.problem));
    if (result.problem.type === 'version-conflict') again();
  }
  return (
    <form
      ref={form.ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!form.busy) void save();
      }}
    >
      <Card>
        <Chips
          legend={w('scRuleKind')}
          options={TRAINING_KINDS.map(word)}
          chosen={chosen.map(word)}
          onChange={(words) => {
            form.clear();
            for (const kind of TRAINING_KINDS) {
              const wanted = words.includes(word(kind));
              if (wanted !== chosen.includes(kind)) draft.set(kind, wanted ? '=0' : '');
            }
          }}
        />
        {chosen.map((kind) => (
          <Field
            key={kind}
            inputMode="decimal"
            label={w('scRuleHours', { k: training(`kind_${kind}`) })}
            hint={w('scRuleHoursHint')}
            value={typed(kind)}
            problem={form.errors[kind]}
            onInput={(text) => {
              form.clear();
              draft.set(kind, `=${text}`);
            }}
          />
        ))}
        <p class="st-hint">
          <T k="scRuleFar" />
        </p>
        <FormMessage text={form.message} />
        <Button submit kind="primary" busy={form.busy} label={w('save')} />
      </Card>
    </form>
  );
}
