/**
 * The text being typed into one control, from the first key to the committed value.
 *
 * The element keeps its own text (it is uncontrolled): nothing that arrives later can write into it while a person
 * types or an input method composes. The draft is settled on blur or Enter: prose is committed as it stands,
 * everything else is read by the engine first. What the engine can't read stays as typed.
 */
import type { KeyboardEvent, RefObject } from 'react';
import type { FieldControlProps, Json, OfferView, Reading } from './contract';
import { entryPath } from './json';
import { forgetTyped, keepTyped, typedBefore } from './kept';
import { shown } from './print';
import { focusNext } from './registry';
import { belongsToComposition, failureText, isProse, proseValue } from './typing';
import { words } from './words';

export type TextElement = HTMLInputElement | HTMLTextAreaElement;

/** Pause after which prose becomes an answer while the cursor is still in it. Every text is a draft at once. */
const PAUSE_MS = 900;
/** Pause after which a figure's echo (separators, 大写) follows the typing. */
const ECHO_MS = 180;

/** One control's text; outlives the element for the commit on leaving. */
export class DraftModel {
  readonly initialText: string;
  text: string;
  reading: Reading | null = null;
  stale = false;
  problem: string | null = null;

  /** What the text may mean, to be accepted by a person; the first also by Enter. */
  offers: OfferView[] = [];
  /** What stands in the element as a proposal, not as an answer. */
  proposal: OfferView | null = null;
  /** The proposal was put aside by a person: it is offered below, and not put into the element again. */
  declined = false;
  private entered = false;

  private element: RefObject<TextElement | null> = { current: null };
  private redraw: (() => void) | null = null;
  private dirty: boolean;
  private composing = false;
  private settleAfterComposing = false;
  private unread = false;
  /** Counts keystrokes and settlings; an answer to an earlier turn is dropped. */
  private turn = 0;
  /** The value whose text stands in the element, and the value `reading` speaks of. */
  private standing: Json;
  private heardOf: Json = null;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private echo: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly props: RefObject<FieldControlProps>,
    private readonly stored: () => Json,
    private readonly put: (value: Json) => void,
  ) {
    const { field, language, path, scope, typed } = props.current;
    const kept = typed === undefined ? typedBefore(scope, path) : { text: typed, bases: [stored()] };
    const standing = JSON.stringify(stored());
    const offer = kept?.bases.some((base) => JSON.stringify(base) === standing) === true;
    this.dirty = offer;
    this.standing = stored();
    if (!offer && this.standing === null) this.proposal = this.proposedNow();
    this.initialText = offer && kept ? kept.text : shown(field, this.proposal?.value ?? stored(), language);
    this.text = this.initialText;
  }

  attach(element: RefObject<TextElement | null>, redraw: () => void): void {
    this.element = element;
    this.redraw = redraw;
    // Text put aside before: read it again, so that its message stands beside it.
    if (this.dirty) void this.settle();
  }

  detach(): void {
    this.redraw = null;
    this.takeProposal();
    void this.settle(); // leaving a section by the keyboard brings no blur
  }

  flush(): Promise<void> | void {
    return this.composing ? undefined : this.settle();
  }

  private proposedNow(): OfferView | null {
    const { proposals, path, readOnly } = this.props.current;
    return readOnly ? null : (proposals?.[path] ?? null);
  }

  /** Other answers changed what is proposed here: shown, unless somebody has been at the field. */
  proposalArrived(): void {
    const open = this.standing === null && !this.dirty && !this.unread && !this.declined && !this.composing;
    const next = open ? this.proposedNow() : null;
    if (this.entered || JSON.stringify(next?.value) === JSON.stringify(this.proposal?.value)) return;
    if (next === null && !open) return;
    this.proposal = next;
    this.write(shown(this.props.current.field, next?.value ?? null, this.props.current.language));
  }

  /** A proposal that a person has had before the eyes and left standing is an answer. */
  private takeProposal(): boolean {
    const { proposal, entered } = this;
    this.entered = false;
    if (!proposal || !entered) return false;
    this.turn += 1;
    this.accept(proposal.value, null, null);
    return true;
  }

  private async go(from: TextElement): Promise<void> {
    if (!this.takeProposal()) await this.settle();
    if (!this.unread) focusNext(from);
  }

  /** The stored value as this control believes it to be, ours or from elsewhere. */
  valueArrived(value: Json): void {
    if (value !== this.standing && !this.dirty && !this.composing && !(value === null && this.unread)) {
      this.standing = value;
      this.turn += 1;
      this.tellUnread(null);
      this.forget();
      this.problem = null;
      this.reading = null;
      this.proposal = null;
      this.write(shown(this.props.current.field, value, this.props.current.language));
      if (value === null) this.proposalArrived();
    }
    void this.hearStored(value);
  }

  /** What the engine has to say about a stored value: the amount in words, a doubtful code. */
  private async hearStored(value: Json): Promise<void> {
    const { field, path, language, readEntry } = this.props.current;
    const wanted = field.kind === 'money' || field.kind === 'date' || Boolean(field.identifier);
    if (!wanted || value === null || this.dirty || this.unread || this.heardOf === value) return;
    const mine = this.turn;
    try {
      const heard = await readEntry(entryPath(path), shown(field, value, language));
      if (mine !== this.turn) return;
      this.heardOf = value;
      this.reading = heard;
      if (field.kind === 'text') this.problem = heard.ok ? null : (heard.problem?.message ?? null);
      this.redraw?.();
    } catch {
      // The stored value stands; only its echo is missing.
    }
  }

  private write(text: string): void {
    this.text = text;
    const element = this.element.current;
    if (element && !this.composing && element.value !== text) element.value = text;
    this.redraw?.();
  }

  /** Puts the text aside, with the stored values over which it may be offered again. */
  private keep(...bases: Json[]): void {
    const { path, scope, onTyping } = this.props.current;
    if (onTyping) onTyping(this.text);
    else keepTyped(scope, path, this.text, ...bases);
  }

  private forget(): void {
    const { path, scope, onTyping } = this.props.current;
    if (onTyping) onTyping(null);
    else forgetTyped(scope, path);
  }

  private tellUnread(message: string | null): void {
    if (message === null && !this.unread) return;
    this.unread = message !== null;
    const { onUnread, path } = this.props.current;
    onUnread?.(path, message === null ? null : { path, text: this.text, message });
  }

  private accept(value: Json, heard: Reading | null, problem: string | null): void {
    const { field, language } = this.props.current;
    this.dirty = false;
    this.proposal = null;
    this.declined = value === null;
    this.forget();
    this.tellUnread(null);
    this.offers = [];
    this.reading = heard;
    this.heardOf = heard ? value : null;
    this.stale = false;
    this.problem = problem;
    this.standing = value;
    this.put(value);
    this.write(shown(field, value, language));
  }

  private refuse(value: Json, message: string, offers: OfferView[] = []): void {
    // The answer goes and the text stays: until both are stored, either value may be the one found again.
    this.keep(value, this.stored());
    this.reading = null;
    this.offers = offers;
    this.problem = message;
    this.standing = value;
    this.put(value);
    this.tellUnread(message);
    this.redraw?.();
  }

  private async settle(): Promise<void> {
    clearTimeout(this.pause);
    clearTimeout(this.echo);
    if (!this.dirty) return;
    const { field, path, language, readEntry } = this.props.current;
    const typed = this.text;
    this.turn += 1;
    const mine = this.turn;
    if (typed.trim() === '') return this.accept(null, null, null);
    if (isProse(field)) return this.accept(proseValue(field, typed), null, null);
    try {
      const heard = await readEntry(entryPath(path), typed);
      if (mine !== this.turn) return;
      if (heard.ok) return this.accept(heard.value ?? null, heard, null);
      const message = heard.problem?.message ?? '';
      // A code is text: it is stored as it was typed, and what is wrong with it is said.
      if (field.kind === 'text') return this.accept(typed.trim(), heard, message);
      this.dirty = false;
      this.refuse(null, message, heard.offers ?? []);
    } catch (error) {
      if (mine === this.turn) this.refuse(this.stored(), words(language).notRead(failureText(error)));
    }
  }

  private paused(): void {
    const { field } = this.props.current;
    if (!this.dirty || this.composing || !isProse(field)) return;
    // Saved without touching the element or the draft: the cursor stays where it is.
    const value = proseValue(field, this.text);
    this.standing = value;
    this.forget();
    this.put(value);
  }

  private async follow(): Promise<void> {
    if (this.composing || this.text.trim() === '') return;
    const mine = this.turn;
    const { path, readEntry } = this.props.current;
    try {
      const heard = await readEntry(entryPath(path), this.text);
      if (mine !== this.turn) return;
      this.reading = heard.ok ? heard : null;
      this.stale = false;
      this.redraw?.();
    } catch {
      // The echo is a courtesy; settling will say what went wrong.
    }
  }

  readonly choose = (value: Json): void => {
    this.turn += 1;
    this.accept(value, null, null);
  };

  readonly handlers = {
    onInput: (): void => {
      this.text = this.element.current?.value ?? '';
      this.dirty = true;
      this.proposal = null;
      this.offers = [];
      this.turn += 1;
      this.stale = true;
      const kind = this.props.current.field.kind;
      const figure = kind === 'money' || kind === 'date';
      if (!figure || this.text.trim() === '') this.reading = null;
      this.redraw?.();
      clearTimeout(this.pause);
      clearTimeout(this.echo);
      // What an input method has not handed over yet is no text; what stood before it is a draft already.
      if (this.composing) return;
      this.keep(this.stored());
      this.pause = setTimeout(() => this.paused(), PAUSE_MS);
      if (figure) this.echo = setTimeout(() => void this.follow(), ECHO_MS);
    },
    onCompositionStart: (): void => {
      this.composing = true;
    },
    onCompositionEnd: (): void => {
      this.composing = false;
      this.handlers.onInput();
      if (!this.settleAfterComposing) return;
      this.settleAfterComposing = false;
      void this.settle();
    },
    onFocus: (): void => {
      this.entered = true;
      // Typing takes the place of what is proposed.
      if (this.proposal) this.element.current?.select();
      this.props.current.onFocus?.(this.props.current.path);
    },
    onBlur: (): void => {
      if (this.takeProposal()) return;
      if (!this.composing) {
        void this.settle();
        return;
      }
      // Some engines report the end of the composition only after the blur, some not at all.
      this.settleAfterComposing = true;
      setTimeout(() => {
        if (this.settleAfterComposing) this.handlers.onCompositionEnd();
      }, 0);
    },
    onKeyDown: (event: KeyboardEvent<TextElement>): void => {
      if (belongsToComposition(event)) return;
      const from = event.currentTarget;
      if (event.key === 'Escape' && this.proposal) {
        event.preventDefault();
        this.proposal = null;
        this.declined = true;
        this.write('');
        return;
      }
      if (event.key !== 'Enter' || (from.tagName !== 'INPUT' && !event.ctrlKey)) return;
      event.preventDefault();
      const [likeliest] = this.offers;
      if (likeliest && !this.dirty) this.choose(likeliest.value);
      void this.go(from);
    },
  };
}
