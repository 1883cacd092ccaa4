/** The default embedding model, MiniLM. It runs in the process and needs no server and no key. */
@NullMarked
package dev.commonground.minilm;

import org.jspecify.annotations.NullMarked;
