/** What the columns of tables are usually called, in lower case. */

export const classHeadings: ReadonlySet<string> = new Set([
  ...['label', 'labels', 'class', 'classes', 'category', 'sentiment', 'target', 'tag', 'topic'],
  ...['polarity', 'intent', 'emotion', 'stars', 'rating', 'genre', 'language', 'lang', 'type'],
  ...['gender', 'spam', 'y'],
]);

export const textHeadings: ReadonlySet<string> = new Set([
  ...['text', 'sentence', 'review', 'comment', 'message', 'tweet', 'content', 'body', 'document'],
  ...['question', 'utterance', 'headline', 'title', 'phrase', 'description', 'sms', 'name', 'x'],
]);
