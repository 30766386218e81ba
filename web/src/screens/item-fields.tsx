import type { PersonalItem } from '../api/types';
import { area } from '../texts';
import { writing } from '../texts/ja/writing';
import { Choice } from '../ui/Choice';
import { Field } from '../ui/Field';

const t = area('writing', writing);

/** Answers by item: a step or count, yes or no, a time of day. */
export type Answers = Readonly<Record<string, number | boolean | string>>;

interface Props {
  readonly items: readonly PersonalItem[];
  readonly answers: Answers;
  readonly onChange: (answers: Answers) => void;
}

/** The person's own items; an answer can always be taken back. */
export function ItemFields({ items, answers, onChange }: Props) {
  const answer = (id: string, value: number | boolean | string | null) => {
    const { [id]: _, ...others } = answers;
    onChange(value === null ? others : { ...others, [id]: value });
  };
  return (
    <>
      {items.map((item) => (
        <ItemField
          key={item.item_id}
          item={item}
          value={answers[item.item_id] ?? null}
          onAnswer={(value) => answer(item.item_id, value)}
        />
      ))}
    </>
  );
}

interface ItemProps {
  readonly item: PersonalItem;
  readonly value: number | boolean | string | null;
  readonly onAnswer: (value: number | boolean | string | null) => void;
}

function ItemField({ item, value, onAnswer }: ItemProps) {
  if (item.kind === 'yes_no') {
    return (
      <Choice
        legend={item.label}
        layout="row"
        options={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
          { value: 'none', label: t('blank') },
        ]}
        value={value === null ? 'none' : value ? 'yes' : 'no'}
        onChoose={(chosen) => onAnswer(chosen === 'none' ? null : chosen === 'yes')}
      />
    );
  }
  if (item.kind === 'scale4') {
    return (
      <Choice
        legend={item.label}
        layout="tight"
        options={[
          ...[1, 2, 3, 4].map((step) => ({ value: step, label: String(step) })),
          { value: 0, label: t('blank') },
        ]}
        value={typeof value === 'number' ? value : 0}
        onChoose={(step) => onAnswer(step === 0 ? null : step)}
      />
    );
  }
  if (item.kind === 'clock') {
    return (
      <Field
        type="time"
        label={item.label}
        value={typeof value === 'string' ? value : ''}
        onInput={(time) => onAnswer(time || null)}
      />
    );
  }
  return (
    <Field
      inputMode="numeric"
      label={item.label}
      value={typeof value === 'number' ? String(value) : ''}
      onInput={(text) => {
        const digits = text.normalize('NFKC').replace(/\D/g, '').slice(0, 5);
        onAnswer(digits ? Number(digits) : null);
      }}
    />
  );
}
