/**
 * Recall: finding the memories that fit a question, by keywords and embeddings, in all scopes that the reader sees.
 */
@NullMarked
package dev.commonground.recall;

import org.jspecify.annotations.NullMarked;
