package dev.commonground.rules;

import static dev.commonground.rules.EnglishRulesTest.statements;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everyday statements about speakers, their work and the answers that they want. */
class EverydaySentencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            I must not eat nuts.                       | CONSTRAINT: I must not eat nuts
            I'm allergic to peanuts.                   | CONSTRAINT: I'm allergic to peanuts
            I prefer trains.                           | PREFERENCE: I prefer trains
            I don't like long meetings.                | PREFERENCE: I don't like long meetings
            My favourite colour is green.              | PREFERENCE: My favourite colour is green
            The report must be in PDF.                 | format=pdf
            Commit messages must be in English.        | CONSTRAINT: Commit messages must be in English
            Keep the answers short.                    | CONSTRAINT: Keep the answers short
            Please answer in German.                   | CONSTRAINT: Please answer in German
            Use metric units.                          | CONSTRAINT: Use metric units
            Avoid passive voice.                       | CONSTRAINT: Avoid passive voice
            Put the date at the top of every page.     | CONSTRAINT: Put the date at the top of every page
            The code should have comments.             | CONSTRAINT: The code should have comments
            Sheets should be changed every two days.   | CONSTRAINT: Sheets should be changed every two days
            The flyer must not omit the address.       | include: address=required
            We use PostgreSQL 15 in production.        | FINDING: We use PostgreSQL 15 in production
            The API returns JSON.                      | FINDING: The API returns JSON
            Our office is in Leeds.                    | FINDING: Our office is in Leeds
            The meeting is on Tuesday at 3 pm.         | FINDING: The meeting is on Tuesday at 3 pm
            I work from home on Fridays.               | FINDING: I work from home on Fridays
            Backups run every night.                   | FINDING: Backups run every night
            My name is Anna.                           | FINDING: My name is Anna
            I live in Berlin.                          | FINDING: I live in Berlin
            Tobias leads the project.                  | FINDING: Tobias leads the project
            The hall has six docks.                    | FINDING: The hall has six docks
            The gate closes at 6 pm.                   | FINDING: The gate closes at 6 pm
            Remember that I wear glasses.              | FINDING: Remember that I wear glasses
            """)
    void areLearned(String sentence, String statement) {
        assertThat(statements("dana: " + sentence)).containsExactly(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I like it.",
                "I'm a bit tired today.",
                "I'm a big fan of yours.",
                "Use the side door today.",
                "It should work now.",
                "The rain should stop soon.",
                "The meeting should be over by noon.",
                "Send me the draft tomorrow.",
                "Write me when you arrive.",
                "Reply to Dana, please.",
                "Keep the change.",
                "Speak to Tom in the morning.",
                "Add the file to the folder.",
                "Can you use the lift?",
                "The boss is in Berlin today.",
                "Our team lost on Saturday.",
                "That must be Tom.",
                "The key must be in the drawer.",
                "You must try the soup.",
                "No invoices arrived this week.",
                "Never heard of it.",
                "Always a pleasure.",
                "Let's take a break.",
                "We'll go for a walk.",
                "I'd rather stay home tonight.",
                "Nobody prefers trains.",
                "I think we use Kafka."
            })
    void areIgnoredIfTheyDoNotLast(String sentence) {
        assertThat(statements("dana: " + sentence)).isEmpty();
    }
}
