package dev.commonground.studio;

import dev.commonground.memory.Author;
import picocli.CommandLine.Option;

/** The option that says who writes. Without a name nothing is written. */
final class WritingAs {

    @Option(
            names = "--as",
            paramLabel = "NAME",
            required = true,
            converter = AuthorArgument.class,
            description = "Write as this agent; person:NAME for a person")
    private Author author = TaskChoice.READER;

    Author author() {
        return author;
    }
}
