/**
 * Finding what fits a question: keywords and embeddings over the scopes a reader may see.
 */
@NullMarked
package dev.commonground.recall;

import org.jspecify.annotations.NullMarked;
