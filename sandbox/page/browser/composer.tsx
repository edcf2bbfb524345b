import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Outcome } from '../types.ts';
import { SendIcon } from './icons.tsx';
import { Trouble } from './parts.tsx';

interface ComposerProps {
	readonly label: string;
	readonly hint: string;
	readonly onSend: (text: string) => Promise<Outcome>;
	/** Gets to know that somebody is about to write. */
	readonly onFocus?: () => void;
	/** Switches above the field. */
	readonly children?: ComponentChildren;
	readonly tone?: 'note';
}

/**
 * A text field: Enter sends, Shift and Enter make a new line. It is free again at once; a text that could not be sent comes
 * back.
 */
export const Composer = (props: ComposerProps): JSX.Element => {
	const { label, hint, onSend, onFocus, children, tone } = props;
	const [text, setText] = useState('');
	const [trouble, setTrouble] = useState('');
	const send = async (): Promise<void> => {
		const wanted = text.trim();
		if (wanted === '') return;
		setText('');
		setTrouble('');
		const outcome = await onSend(wanted);
		if (outcome.ok) return;
		setTrouble(outcome.says);
		setText((now) => (now === '' ? wanted : now));
	};
	return (
		<form
			class={`composer${tone === undefined ? '' : ` composer-${tone}`}`}
			onSubmit={(event) => {
				event.preventDefault();
				void send();
			}}
		>
			<Trouble says={trouble} />
			{children}
			<div class="field">
				<textarea
					rows={1}
					aria-label={label}
					placeholder={hint}
					maxLength={4000}
					value={text}
					onInput={({ currentTarget }) => setText(currentTarget.value)}
					onFocus={() => onFocus?.()}
					onKeyDown={(event) => {
						// While a word is being put together (as in Japanese), Enter belongs to that.
						if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
						event.preventDefault();
						void send();
					}}
				/>
				<button type="submit" class="send" aria-label="Send" disabled={text.trim() === ''}>
					<SendIcon />
				</button>
			</div>
		</form>
	);
};
