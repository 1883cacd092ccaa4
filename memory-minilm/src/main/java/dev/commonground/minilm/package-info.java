/** The default embedding model: MiniLM, in this process, without a server or a key. */
@NullMarked
package dev.commonground.minilm;

import org.jspecify.annotations.NullMarked;
