package dev.commonground.internal.search;

import java.util.List;
import java.util.Set;

/**
 * What a text is searched by.
 *
 * @param words its terms in order, with repetitions
 * @param parts the {@link Subwords} of its terms
 */
record SearchTerms(List<String> words, Set<String> parts) {}
