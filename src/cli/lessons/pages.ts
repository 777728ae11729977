/**
 * The sentences of each lesson's page: what the textbook says, three steps, what is seen, and what
 * cannot be, nor was learnt without help: how often the grammar errs on purpose, and which network
 * was taken. No figures but the grammar's own: the others are in the table of claims.
 */
import type { LessonId } from '../../engine/lessons/lesson';
import { lessons, recipeOf } from '../../engine/lessons/lessons';
import { judgingPages } from './judgingPages';
import type { Page } from './page';

/** Where the grammar says how often it errs. */
function oneIn(id: LessonId): string {
  const { mistakes } = recipeOf(id);
  if (mistakes === undefined) throw new RangeError(`The grammar of ${id} makes no mistakes`);
  return `one of ${mistakes}`;
}

export const pages: Readonly<Record<LessonId, Page>> = {
  ...judgingPages({ reviewErrs: oneIn('reviewClasses') }),
  fullStop: {
    title: 'The full stop resets',
    textbook:
      '“Bob is a nice person. Dan on the other hand is evil.” At the full stop, textbooks say, the forget gate drops Bob, to make room for Dan.',
    steps: [
      {
        say: 'Replace Bob by Dan and watch the words that follow: “nice” becomes very surprising, and after the full stop hardly anything changes.',
        button: 'Replace Bob by Dan',
        tab: 'memory',
        word: 'Bob',
        replacement: 'Dan',
      },
      {
        say: 'Look at the forget gate of the unit that holds Bob. Is it lowest at the full stop, or somewhere else?',
        button: 'Show the forget gate at the full stop',
        tab: 'gates',
        word: '.',
        nth: 2,
        gate: 'forgetGate',
        withUnit: true,
      },
      {
        say: 'Step through the sentence with that unit: see where it is written and where it is erased.',
        button: 'Walk from Bob to the full stop',
        tab: 'walk',
        word: 'Bob',
        withUnit: true,
      },
    ],
    seen: 'Nothing crosses the full stop, as the textbook says: that is what the text rewards. How the network does it is another matter. Much of the name is gone once the adjective has been read, and in which word a forget gate is lowest differs from unit to unit and from training to training.',
    cannot: `The network learnt eight names from about a thousand sentences. It knows nothing of a name that it saw once or never, and no gate can hold it. Some sentences are wrong on purpose: in ${oneIn('fullStop')} the adjective is drawn at random from all, as in “Dan on the other hand is loyal” on this page. A network that never saw a mistake would become more and more certain without limit, so how many bits a wrong name costs depends on how rare mistakes are.`,
  },
  pronoun: {
    title: 'The pronoun survives the full stop',
    textbook:
      '“Arpita is a beautiful girl.” She stays in the long-term memory until “Subrat is a great guy” comes: then Arpita is dropped and Subrat stored, so that the network can say she, and then he.',
    steps: [
      {
        say: 'Replace Arpita by Ravi, who is beautiful, too. “girl” becomes very surprising, and after the full stop “She” is less expected, too, although “girl” has been read by then. Little else changes.',
        button: 'Replace Arpita by Ravi',
        tab: 'memory',
        word: 'Arpita',
        replacement: 'Ravi',
      },
      {
        say: 'Look at the unit whose cell state changes most, at the full stop, when Arpita becomes Ravi. Is it high for a woman and low for a man? Hardly: it moves with every word, and the gender is spread over several units. That is why memory is measured by replacing a word.',
        button: 'Show its cell state at the full stop',
        tab: 'gates',
        word: '.',
        nth: 3,
        gate: 'cellState',
        withUnit: true,
      },
      {
        say: 'Walk on from Subrat, word by word, with the same unit: how much of the old value does its forget gate keep, and what do input gate and candidate write? Is it erased at the name, or a few words later?',
        button: 'Walk to the next name',
        tab: 'walk',
        word: 'Subrat',
        withUnit: true,
      },
    ],
    seen: 'What the pronoun needs is kept across the full stop, and the next name overwrites it. In the units that carry it, the forget gate is not necessarily lowest at either.',
    cannot: `The network knows nothing of girls and guys: it learnt from counts that Arpita is she. A name that is not in its texts has no gender for it. Some texts are wrong on purpose: in ${oneIn('pronoun')} the adjective is drawn at random, as in “Subrat is a nice guy” on this page, and in ${oneIn('pronoun')} the pronouns are. A network that never saw a mistake would become more and more certain without limit, so how many bits a wrong name costs depends on how rare mistakes are.`,
  },
  shortGap: {
    title: 'A short gap',
    textbook:
      '“The clouds are in the sky”: where what matters is close by, a plain recurrent network suffices, and no long-term memory is needed.',
    steps: [
      {
        say: 'See what the network expects at the end of the sentence: it is nearly certain.',
        button: 'Show what is expected at “sky”',
        tab: 'predictions',
        word: 'sky',
      },
      {
        say: 'Replace clouds by books: only the last word changes, and nothing after it.',
        button: 'Replace clouds by books',
        tab: 'memory',
        word: 'clouds',
        replacement: 'books',
      },
      {
        say: 'The gap is four words. Look at a unit that carries the clouds over it, and compare its row with the lines below: what does it do after books, boats and bees?',
        button: 'Show its cell state at “clouds”',
        tab: 'gates',
        word: 'clouds',
        gate: 'cellState',
        withUnit: true,
      },
    ],
    seen: 'Counting with a window of five words does as well as the network; a window of three does not reach the clouds. Where the gap is short, a good prediction is no proof of memory.',
    cannot: `Sentences in real texts say different things in different ways; these do not. And in ${oneIn('shortGap')} the place is drawn at random on purpose, as in “fish in the hall” on this page: so neither network nor window can be quite certain of the last word, and there is a limit to the bits that a wrong thing costs.`,
  },
  longGap: {
    title: 'A long gap with a distractor',
    textbook:
      '“My name is John, I am from Tamilnadu, … and I speak Tamil.” The farther apart the two, the harder for a plain recurrent network; the LSTM keeps Tamilnadu in its cell state and ignores what comes in between.',
    steps: [
      {
        say: 'Replace Tamilnadu by Kerala: across all clauses, hardly anything but the language changes.',
        button: 'Replace Tamilnadu by Kerala',
        tab: 'memory',
        word: 'Tamilnadu',
        replacement: 'Kerala',
      },
      {
        say: 'Now the distractor: replace Kerala, where the brother lives, by Punjab. The language should not change.',
        button: 'Replace the brother’s Kerala by Punjab',
        tab: 'memory',
        word: 'Kerala',
        replacement: 'Punjab',
      },
      {
        say: 'Look at the forget gate of the unit that holds Tamilnadu: it has to stay open all the way.',
        button: 'Show the forget gate along the gap',
        tab: 'gates',
        word: 'brother',
        gate: 'forgetGate',
        withUnit: true,
      },
    ],
    seen: 'The state is carried over gaps longer than any that the network was trained on, while a window of five words can only guess. The slider writes the same sentence with a longer and longer gap.',
    cannot: `This text repeats five kinds of clauses. In a real text the words in between are new each time, and a memory of this length is rarely learnt. And in ${oneIn('longGap')} training sentences the language is drawn at random on purpose: a network that never saw a mistake would become more and more certain without limit, so how many bits a wrong state costs depends on how rare mistakes are.`,
  },
  brackets: {
    title: 'Brackets: a unit that counts',
    textbook:
      'A cell state can count: with the forget gate at 1, every opening bracket adds to it, every closing one subtracts.',
    steps: [
      {
        say: 'Look at the cell state of the unit that follows the depth best: up at “(”, down at “)”.',
        button: 'Show the unit that counts',
        tab: 'gates',
        word: '(',
        gate: 'cellState',
        withUnit: true,
      },
      {
        say: 'Its page shows its trace over the whole text, and how often its forget gate is open.',
        button: 'Open the unit’s page',
        tab: 'units',
        word: '(',
        withUnit: true,
      },
      {
        say: 'See what the network expects after the bracket that closes the line: it knows that the line is over.',
        button: 'Show what is expected at the line’s end',
        tab: 'predictions',
        word: '\n',
      },
    ],
    seen: 'A unit follows the depth, because the text can only be predicted by counting. The count is not exact: it is a bounded number, spread over several units, and it fails sooner or later beyond the depths that were trained.',
    cannot: `That a unit follows the depth does not mean that the network uses it: hold it at its mean on the unit’s page to see what is lost. And not every training ends like this: the network shown, of seed ${lessons.brackets.seed}, was picked as the first of the trainings counted below in which all claims hold, while every other lesson shows its first training, whatever the result. The brackets themselves have no mistakes.`,
  },
  review: {
    title: 'A review: which words are kept',
    textbook:
      '“Amazing movie! Movie was full of new surprises, audience had to hold back till the last minute to watch it. There was hardly any boring moment.” The LSTM keeps amazing and surprises, and lets the other words fade.',
    steps: [
      {
        say: 'Replace Amazing by Terrible: “surprises” becomes surprising, but the verdict “loved” hardly does, because “surprises” and “hardly any boring” have said the same by then.',
        button: 'Replace Amazing by Terrible',
        tab: 'memory',
        word: 'Amazing',
        replacement: 'Terrible',
      },
      {
        say: 'Replace minute by scene: the verdict does not change.',
        button: 'Replace minute by scene',
        tab: 'memory',
        word: 'minute',
        replacement: 'scene',
      },
      {
        say: 'Look at the unit that carries the first word to the last, and compare the reviews that end with “loved” with those that end with “hated”.',
        button: 'Show its cell state at “Amazing”',
        tab: 'gates',
        word: 'Amazing',
        gate: 'cellState',
        withUnit: true,
      },
    ],
    seen: 'Words that are related to the verdict are kept until it comes, the plain ones leave no trace; and where many words say the same, each alone has little weight. “Boring” after “hardly any” counts in the movie’s favour.',
    cannot: `This is a language model: nobody told it what is positive or negative, and it says neither. It shows which words matter for later words. To say “this review is positive”, a classifier must be trained on labelled reviews. And ${oneIn('review')} telling words goes against the verdict on purpose, as in “Movie was full of new jokes. I hated it.” on this page: so each is evidence and none is proof, which is why one alone has little weight.`,
  },
  brothers: {
    title: 'A GRU at the change of person',
    textbook:
      '“Dhaval eats samosa almost every day, so his favorite cuisine is Indian. His brother Bhavin however is a lover of pasta and cheese; so his favorite cuisine is Italian.” The update gate of a GRU, textbooks say, keeps samosa until the cuisine is guessed; at the brother the reset gate lets it be forgotten, and pasta is stored.',
    steps: [
      {
        say: 'Replace samosa by tacos: “Indian” becomes very surprising. After “pasta” hardly anything changes, whatever Dhaval ate.',
        button: 'Replace samosa by tacos',
        tab: 'memory',
        word: 'samosa',
        replacement: 'tacos',
      },
      {
        say: 'Look at the update gate of the unit in which most of the dish is left. Near 1 it keeps, near 0 it lets the candidate in. Does it stay near 1 up to the cuisine, and where does it open?',
        button: 'Show the update gate at pasta',
        tab: 'gates',
        word: 'pasta',
        gate: 'updateGate',
        withUnit: true,
      },
      {
        say: 'Now the reset gate of the same unit at the same word. Near 0 it hides what was held from the candidate, near 1 the candidate sees it. In this training it closes at pasta; in most others it does not.',
        button: 'Show the reset gate at pasta',
        tab: 'gates',
        word: 'pasta',
        gate: 'resetGate',
        withUnit: true,
      },
    ],
    seen: 'The dish decides the cuisine, and after the second dish the first one no longer matters, as the textbook says. But no update gate stays near 1 in between: the units hand the dish on to one another through their candidates, word by word, so that the network as a whole remembers while each unit changes. Where the gates open, and whether the reset gate takes part, differs from training to training: the table of claims says in how many.',
    cannot: `A GRU has one gate for keeping and writing: what is written is what is not kept. So it cannot keep a value and add to it, as an LSTM can. Some sentences are wrong on purpose: one cuisine in ${oneIn('brothers').slice('one of '.length)} is drawn at random, so that the network does not become certain without limit.`,
  },
};
