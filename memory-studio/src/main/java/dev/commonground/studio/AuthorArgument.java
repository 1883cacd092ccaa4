package dev.commonground.studio;

import dev.commonground.memory.Author;
import picocli.CommandLine.ITypeConverter;

/** Reads who acts: {@code writer} or {@code agent:writer} is an agent, {@code person:ann} a person. */
final class AuthorArgument implements ITypeConverter<Author> {

    private static final String PERSON = "person:";
    private static final String AGENT = "agent:";

    @Override
    public Author convert(String text) {
        return parse(text);
    }

    static Author parse(String text) {
        if (text.startsWith(PERSON)) {
            return Author.person(text.substring(PERSON.length()));
        }
        return Author.agent(text.startsWith(AGENT) ? text.substring(AGENT.length()) : text);
    }
}
