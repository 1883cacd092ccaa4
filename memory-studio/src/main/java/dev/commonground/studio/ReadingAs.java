package dev.commonground.studio;

import dev.commonground.memory.Author;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says who reads. */
final class ReadingAs {

    @Option(
            names = "--as",
            paramLabel = "NAME",
            converter = AuthorArgument.class,
            description =
                    "Read what this agent may read; person:NAME for a person (default: a person without notes of its own)")
    private @Nullable Author author;

    @Nullable
    Author author() {
        return author;
    }
}
