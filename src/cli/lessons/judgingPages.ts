/** The pages of the lessons whose networks judge: classes of texts, labels of words. */
import type { JudgingLesson } from '../../engine/lessons/lesson';
import type { Page } from './page';

/** @param errs how often a grammar goes against itself, as “one of 16” */
export const judgingPages = ({
  reviewErrs,
}: {
  readonly reviewErrs: string;
}): Readonly<Record<JudgingLesson, Page>> => ({
  reviewClasses: {
    title: 'A review, judged',
    textbook:
      '“Amazing movie! Movie was full of new surprises. Audience had to hold back till the last minute. There was hardly any boring moment.” Amazing and surprises are kept, textbooks say, the rest is dropped, and at the end the review is called positive.',
    steps: [
      {
        say: 'Follow the running class of the review word by word: after “Amazing” it is for the movie, and at “boring” it drops, although “hardly any” stands before it.',
        button: 'Show the running class at boring',
        tab: 'classes',
        word: 'boring',
      },
      {
        say: 'The pairs: “There was a boring moment” and “There was hardly any boring moment” are judged alike. Which words decided? Compare with naive Bayes, which only counts words.',
        button: 'Show the second of a pair',
        tab: 'classes',
        example: 2,
        word: 'boring',
      },
      {
        say: '“The movie was not bad.” Everybody reads it as praise; to this network “not” is hardly anything. Write a pair of your own under it.',
        button: 'Show not bad',
        tab: 'classes',
        example: 6,
        word: 'bad',
      },
    ],
    seen: 'The words that the textbook names do decide, in every training. But the review itself shows what this net has not learnt: boring and hardly any boring, good and not good, bad and not bad, amazing and not amazing are one and the same to it. It judges reviews as well as counting does, and no better, because nothing that it read asked for more.',
    cannot: `In these reviews “not” and “hardly any” stand before words that tell nothing, so they cannot be learnt as what turns a word round. In real reviews they do, but so seldom that a network of a minute does not learn it there either. And ${reviewErrs} telling sentences goes against the class on purpose, so that each is evidence and none is proof.`,
  },
  story: {
    title: 'The king’s story: who is in, who is out',
    textbook:
      '“A king named Vikram lived in Pratapgadh. Kattapa attacked Pratapgadh. Vikram was killed. Vikram Jr became king …” Textbooks tell such a story to show the long-term memory at work: each name goes in when it comes and out when its bearer falls. At the end, they ask whether the story is sad or happy.',
    steps: [
      {
        say: 'Follow the running class: who is king so far? After “Vikram” it is Vikram, and that Kattapa attacks changes nothing.',
        button: 'Show Vikram going in',
        tab: 'classes',
        word: 'vikram',
      },
      {
        say: 'At “Vikram Jr became king” the class changes: one name goes out, the other goes in. Look at the curve before and after it.',
        button: 'Show Vikram Jr going in',
        tab: 'classes',
        word: 'became',
      },
      {
        say: 'Now the gates below: which units change at “Vikram Super Jr became king”, and do they keep still when Kattapa is mentioned again?',
        button: 'Show the last king’s gates',
        tab: 'classes',
        word: 'became',
        nth: 2,
      },
    ],
    seen: 'The network was told one thing of each story, who is king at its end, and for that it keeps one name at a time: who is only mentioned does not go in, and a name that has gone out no longer matters. No single unit holds the name: it is spread over many, in all trainings that are counted below.',
    cannot:
      'Whether the story is sad or happy it cannot judge: nobody told it, and so it has kept nothing of who was killed; make these words unknown, and no class changes. A memory holds what its task asks for. Of the whole story as lectures tell it (a sample text) it knows few words.',
  },
  order: {
    title: 'Order lost',
    textbook:
      '“The food was good, not bad at all” and “The food was bad, not good at all” have the same words. A bag of words cannot tell them apart, textbooks say, and a window of fixed size sees no more than its last words; a network that reads one word after the other can.',
    steps: [
      {
        say: 'Read the first sentence: which word decides, and what does the running class do at “not”?',
        button: 'Show good, not bad',
        tab: 'classes',
        word: 'not',
      },
      {
        say: 'The second has the same words and the other class. Naive Bayes, shown next to it, gives both the same weights.',
        button: 'Show bad, not good',
        tab: 'classes',
        example: 1,
        word: 'not',
      },
      {
        say: 'Now shuffle: exchange “good” and “bad” in the text yourself, or move “not” to the end, and see the class follow the order.',
        button: 'Show its first word that tells',
        tab: 'classes',
        example: 1,
        word: 'bad',
      },
    ],
    seen: 'The network is right where counting is no better than a coin, and with its words shuffled it is no better either: it is the order that it learnt. The window of the last four words sees the same four in both sentences, and whatever stood before them changes nothing.',
    cannot:
      'Every sentence here has a good word and a bad one, so that counting has no chance. Most real texts are not like that: there counting words is as good as a network of a minute, as the lesson of the review shows. And a window that is as long as the sentence would do here, too.',
  },
  partsOfSpeech: {
    title: 'Parts of speech: the right neighbour',
    textbook:
      '“She saw her dog” and “She saw her yesterday”: to label each word with its part of speech a network must remember what came before, textbooks say, and long memory is what LSTMs are for.',
    steps: [
      {
        say: '“her” before “dog” belongs to the dog: see its label, and how sure it is.',
        button: 'Show her before dog',
        tab: 'labels',
        word: 'her',
      },
      {
        say: '“her” before “yesterday” stands for a person. Nothing before it differs.',
        button: 'Show her before yesterday',
        tab: 'labels',
        example: 1,
        word: 'her',
      },
      {
        say: 'Look at the gates of both directions below: at “her” only the backward one, which comes from the right, has seen what decides.',
        button: 'Show the word that decides',
        tab: 'labels',
        example: 1,
        word: 'yesterday',
      },
    ],
    seen: 'What decides stands right behind the word. Make it unknown and the label is lost; make everything further to the left unknown and nothing happens. A network that has read all words up to this one and none behind it is little better than each word’s most frequent label; the word with its two neighbours is enough.',
    cannot:
      'Real sentences have words that need more than their neighbours, but few: on English text a network of both directions labels clearly better than one that only reads forwards, and a window of five words without any memory labels nearly as well. This text was made so that the right neighbour decides alone; what is taken for a merit of long memory has to be shown on other tasks, such as agreement over a gap.',
  },
});
