/** The draft of one control, tied to its element and to the value the control believes in. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { FieldControlProps, Json, OfferView, Reading } from './contract';
import { DraftModel, type TextElement } from './draft';
import { registerFlush } from './registry';
import { useLocalValue } from './useLocalValue';

export interface Draft {
  ref: RefObject<TextElement | null>;
  /** Text for the first render only; later writing goes through the element. */
  initialText: string;
  /** What the element holds now, for counters. */
  text: string;
  /** What the engine says about the text; `stale` while newer typing has not been read yet. */
  reading: Reading | null;
  stale: boolean;
  /** Why the text could not be read or, for codes, what is wrong with it. */
  problem: string | null;
  /** What stands in the element is proposed, not answered. */
  proposed: boolean;
  /** What the text may mean, to be accepted. */
  offers: OfferView[];
  handlers: DraftModel['handlers'];
  /** Takes a value chosen otherwise (calendar, usual value) in place of the text. */
  choose(value: Json): void;
}

/** The control's path must not change while it is mounted: give it a `key`. */
export function useDraft(props: FieldControlProps): Draft {
  const now = useRef(props);
  now.current = props;
  const local = useLocalValue(props.value, props.epoch, (value) => now.current.onCommit(now.current.path, value));
  const [model] = useState(() => new DraftModel(now, local.latest, local.put));
  const [, redraw] = useState(0);
  const ref = useRef<TextElement | null>(null);

  useEffect(() => {
    model.attach(ref, () => redraw((n) => n + 1));
    const unregister = registerFlush(() => model.flush());
    return () => {
      unregister();
      model.detach();
    };
  }, [model]);
  useEffect(() => model.valueArrived(local.value), [model, local.value]);
  const offered = JSON.stringify(props.proposals?.[props.path]?.value);
  useEffect(() => model.proposalArrived(), [model, offered]);

  return {
    ref,
    initialText: model.initialText,
    text: model.text,
    reading: model.reading,
    stale: model.stale,
    problem: model.problem,
    proposed: model.proposal !== null,
    offers: model.offers,
    handlers: model.handlers,
    choose: model.choose,
  };
}
