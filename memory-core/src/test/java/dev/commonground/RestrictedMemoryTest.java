package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.briefing.BriefingRequest;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Audience.Member;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Rights;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.memory.WriteSource;
import dev.commonground.recall.RecallRequest;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memories for some readers, and the rights to act on the words of others. */
class RestrictedMemoryTest {

    private static final Audience AID = Audience.of(Member.role("aid"));

    @TempDir
    Path folder;

    final AtomicReference<Set<String>> rolesOfEve = new AtomicReference<>(Set.of("aid"));
    SharedMemory memory;
    AgentMemory tutor;
    AgentMemory eve;
    AgentMemory parent;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .roles((reader, task) -> reader.equals(Author.person("eve")) ? Set.copyOf(rolesOfEve.get()) : Set.of())
                .rights(request -> Rights.DEFAULT.allow(request)
                        && !(request.act() == Rights.Request.Act.ADDRESS
                                && request.audience().equals(Audience.of(Member.person("press")))))
                .open();
        tutor = memory.task("case").agent("tutor");
        eve = memory.task("case").person("eve");
        parent = memory.task("case").person("parent");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static Draft debts(Audience audience) {
        return Draft.finding("The family has debts").audience(audience).build();
    }

    @Nested
    class AMemoryForSomeReaders {

        @Test
        void isReadByThemAndItsAuthorAlone() {
            tutor.remember(debts(AID));

            assertThat(eve.list()).hasSize(1);
            assertThat(memory.task("case").agent("tutor").list()).hasSize(1);
            assertThat(parent.list()).isEmpty();
            assertThat(memory.task("case").inRoles("aid").person("parent").list())
                    .hasSize(1);
        }

        @Test
        void isNewToAnOutsiderWhoSaysTheSame() {
            tutor.remember(debts(AID));

            WriteOutcome outcome = parent.remember(debts(Audience.EVERYONE));

            assertThat(outcome).isInstanceOf(WriteOutcome.Added.class);
            assertThat(outcome.memory().authors()).containsExactly(Author.person("parent"));
            assertThat(parent.remember(debts(Audience.EVERYONE))).isInstanceOf(WriteOutcome.AlreadyKnown.class);
            assertThat(eve.list().get(0).authors()).hasSize(2);
        }

        @Test
        void leavesWhatItSupersedesToOutsiders() {
            Memory open = parent.remember("The fee is 100 euros").memory();
            Memory closed = eve.revise(
                            open.id(),
                            Draft.finding("The fee is 50 euros").audience(AID).build())
                    .memory();

            assertThat(eve.list()).extracting(Memory::text).containsExactly("The fee is 50 euros");
            assertThat(parent.list()).extracting(Memory::text).containsExactly("The fee is 100 euros");
            assertThat(parent.history(open.id())).hasSize(1);

            eve.erase(closed.id());

            assertThat(parent.list()).extracting(Memory::text).containsExactly("The fee is 100 euros");
            assertThat(eve.list()).isEmpty();
            assertThat(parent.log().changes(Cursor.EMPTY).changes()).noneMatch(Change.Erased.class::isInstance);
            assertThat(eve.log().changes(Cursor.EMPTY).changes()).anyMatch(Change.Erased.class::isInstance);
        }

        @Test
        void isInNoExportOfAnOutsider() {
            Memory open = parent.remember("The fee is 100 euros").memory();
            eve.revise(
                    open.id(),
                    Draft.finding("The fee is 50 euros").audience(AID).build());
            Memory closed = tutor.remember(debts(AID)).memory();
            tutor.log().forget(closed.id(), "A bank remits 3,000 euros");

            assertThat(export(eve)).contains("50 euros", "debts", "3,000");
            String exported = export(parent);
            assertThat(exported).doesNotContain("50 euros", "debts", "3,000");
            AgentMemory copy = memory.task("copy").person("parent");
            copy.log().importFrom(new StringReader(exported));
            assertThat(copy.list()).extracting(Memory::text).containsExactly("The fee is 100 euros");
        }

        private String export(AgentMemory reader) {
            StringBuilder out = new StringBuilder();
            reader.log().exportTo(out);
            return out.toString();
        }

        @Test
        void isRevokedWithoutAWordToOutsiders() {
            MemoryId closed = tutor.remember(debts(AID)).memory().id();

            memory.task("case").audit("Ada").revoke(WriteSource.of(Author.agent("tutor")));

            assertThat(eve.list()).isEmpty();
            assertThat(eve.log().changes(Cursor.EMPTY).changes())
                    .filteredOn(Change.Revoked.class::isInstance)
                    .extracting(change -> ((Change.Revoked) change).id())
                    .containsExactly(closed);
            assertThat(parent.log().changes(Cursor.EMPTY).changes()).isEmpty();
        }

        @Test
        void isErasedForEveryoneIfAnotherAuthorSaidTheSameToEveryone() {
            eve.remember(debts(AID));
            MemoryId open = tutor.remember(debts(Audience.EVERYONE)).memory().id();

            eve.erase(open);

            assertThat(parent.log().changes(Cursor.EMPTY).changes()).anyMatch(Change.Erased.class::isInstance);
        }

        @Test
        void takesAnOpenOneBackFromOutsidersIfItsAuthorSaysTheSame() {
            Memory open = tutor.remember(debts(Audience.EVERYONE)).memory();
            Cursor before = parent.log().cursor();
            tutor.remember(debts(AID));

            assertThat(parent.list()).isEmpty();
            assertThat(parent.find(open.id()).orElseThrow().status()).isEqualTo(Memory.Status.FORGOTTEN);
            assertThat(parent.log().changes(before).changes()).singleElement().isInstanceOf(Change.Forgotten.class);
            assertThat(eve.list()).hasSize(1);
        }

        @Test
        void isJudgedByTheRolesOfTodayAlsoInThePast() {
            tutor.remember(debts(AID));
            Cursor then = eve.log().cursor();
            assertThat(memory.task("case").asOf(then).person("eve").list()).hasSize(1);

            rolesOfEve.set(Set.of());

            assertThat(memory.task("case").asOf(then).person("eve").list()).isEmpty();
            assertThat(memory.task("case").person("eve").list()).isEmpty();
        }

        @Test
        void changesNoScoreAndNoBriefingOfAnOutsider() {
            AgentMemory without = memory.task("other").person("parent");
            for (AgentMemory author : List.of(parent, without)) {
                for (int i = 0; i < 30; i++) {
                    author.remember("Invoice %d of the school is due in week %d".formatted(i, i % 7));
                }
            }
            for (int i = 0; i < 40; i++) {
                tutor.remember(Draft.finding("Invoice %d of the school is overdue, the debts grow".formatted(i))
                        .metadata(Metadata.ALIASES, "bankruptcy")
                        .audience(AID)
                        .build());
            }
            tutor.remember(Draft.finding("Invoice 3 of the school is due in week 3")
                    .metadata(Metadata.ALIASES, "bankruptcy")
                    .audience(AID)
                    .build());
            for (String query : List.of("invoice 3 of the school", "debts grow", "bankruptcy", "tutor")) {
                RecallRequest request = RecallRequest.builder(query).limit(50).build();
                assertThat(parent.recall(request))
                        .extracting(match -> match.memory().text() + match.score())
                        .isEqualTo(without.recall(request).stream()
                                .map(match -> match.memory().text() + match.score())
                                .toList());
                BriefingRequest brief =
                        BriefingRequest.builder().work(query).budget(200).build();
                assertThat(parent.brief(brief).text())
                        .isEqualTo(without.brief(brief).text());
            }
        }

        @Test
        void hidesWhatIsAddedToItFromOutsiders() {
            Memory closed = tutor.remember(debts(AID)).memory();
            eve.annotate(closed.id(), Metadata.NONE.with("amount", "3000"));
            parent.remember(debts(Audience.EVERYONE));

            assertThat(parent.list().get(0).metadata().get("amount")).isEmpty();
            assertThat(eve.list().get(0).metadata().get("amount")).contains("3000");
        }
    }

    @Nested
    class WhatComesFromARestrictedMemory {

        @Test
        void isForTheSameReaders() {
            Memory closed = tutor.remember(debts(AID)).memory();

            eve.remember(Draft.finding("A scholarship is needed")
                    .derivedFrom(closed.id())
                    .build());
            eve.revise(closed.id(), Draft.finding("The debts are paid").build());

            assertThat(eve.list()).hasSize(2);
            assertThat(parent.list()).isEmpty();
        }

        @Test
        void isForTheSameReadersWhenItsAuthorRevisesIt() {
            Memory closed = tutor.remember(debts(AID)).memory();
            Memory concluded = eve.remember(Draft.finding("A scholarship is needed")
                            .derivedFrom(closed.id())
                            .build())
                    .memory();

            eve.revise(
                    concluded.id(), Draft.finding("Two scholarships are needed").build());

            assertThat(eve.list()).hasSize(2);
            assertThat(parent.list()).isEmpty();
        }

        @Test
        void isForTheSameReadersWhenOneOfTwoAuthorsRevisesIt() {
            Audience both = Audience.of(Member.agent("tutor"), Member.person("eve"));
            tutor.remember(debts(both));
            Memory closed = eve.remember(debts(both)).memory();

            tutor.revise(closed.id(), Draft.finding("The debts are paid").build());

            assertThat(eve.list()).extracting(Memory::text).containsExactly("The debts are paid");
            assertThat(parent.list()).isEmpty();
        }

        @Test
        void isForEverybodyIfItsOnlyAuthorRevisesIt() {
            Memory closed = tutor.remember(debts(AID)).memory();

            tutor.revise(closed.id(), Draft.finding("The debts are paid").build());

            assertThat(parent.list()).extracting(Memory::text).containsExactly("The debts are paid");
        }

        @Test
        void isNotDerivedFromItselfIfAnAgentRepeatsItWordForWord() {
            AgentMemory planner = memory.task("case").agent("planner");
            tutor.remember(debts(Audience.of(Member.agent("planner"))));
            planner.recall("debts", 5);

            Memory repeated = planner.remember(debts(Audience.EVERYONE)).memory();

            assertThat(repeated.assertions())
                    .hasSize(2)
                    .allSatisfy(one -> assertThat(one.derivedFrom()).isEmpty());
            assertThat(parent.list()).isEmpty();
        }

        @Test
        void isForTheSameReadersInAnotherScope() {
            AgentMemory user = memory.task("case").forUser("kim").person("eve");
            Memory closed = tutor.remember(debts(AID)).memory();

            user.promote(closed.id());
            user.aboutUser()
                    .remember(Draft.finding("A scholarship is needed")
                            .derivedFrom(closed.id())
                            .build());

            assertThat(memory.user("kim").list()).isEmpty();
            assertThat(user.list()).hasSize(3);
        }

        @Test
        void isRestrictedIfAnAgentRepeatsWhatItWasShown() {
            tutor.remember(Draft.finding("The family of Kim has debts of 3,000 euros at two banks")
                    .audience(Audience.of(Member.agent("planner")))
                    .build());
            memory.task("case").agent("planner").recall("debts", 5);

            memory.task("case").agent("planner").remember("Kim's family has debts of 3,000 euros at two banks");
            memory.task("case").agent("planner").remember("The exam is on Monday");

            assertThat(parent.list()).extracting(Memory::text).containsExactly("The exam is on Monday");
        }

        @Test
        void isRestrictedIfItsAuthorSaysItAgainWithoutItsSource() {
            Memory closed = tutor.remember(debts(AID)).memory();
            eve.remember(Draft.finding("A scholarship is needed")
                    .derivedFrom(closed.id())
                    .build());

            eve.remember("A scholarship is needed");

            assertThat(parent.list()).isEmpty();
        }

        @Test
        void isForEverybodyIfItsAuthorSaysSo() {
            tutor.remember(debts(AID));

            tutor.remember(debts(Audience.EVERYONE));

            assertThat(parent.list()).hasSize(1);
        }
    }

    @Nested
    class TheWordsOfOthers {

        @Test
        void areForgottenByAnAgentOnlyWithAReason() {
            Memory known = parent.remember("The deadline is Friday").memory();

            assertThatExceptionOfType(MemoryException.Refused.class)
                    .isThrownBy(() -> tutor.forget(known.id()))
                    .withMessageContaining("log().forget(id, reason)")
                    .withMessageNotContaining("Friday")
                    .satisfies(refusal -> assertThat(refusal.request().act()).isEqualTo(Rights.Request.Act.FORGET));
            tutor.log().forget(known.id(), "The school moved it");

            assertThat(tutor.list()).isEmpty();
            assertThat(parent.history(known.id()))
                    .last()
                    .isInstanceOfSatisfying(
                            Change.Forgotten.class,
                            end -> assertThat(end.reason()).isEqualTo("The school moved it"));
        }

        @Test
        void areErasedOnlyByPersonsAndTheirAuthors() {
            Memory known = parent.remember("The deadline is Friday").memory();
            Memory own = tutor.remember("The room is 12").memory();

            assertThatExceptionOfType(MemoryException.Refused.class)
                    .isThrownBy(() -> tutor.erase(known.id()))
                    .withMessageContaining("ask one of their authors or a person");
            tutor.erase(own.id());
            eve.erase(known.id());

            assertThat(eve.list()).isEmpty();
        }

        @Test
        void areSupersededByAnAgent() {
            Memory known = parent.remember("The deadline is Friday").memory();

            assertThat(tutor.revise(known.id(), "The deadline is Monday")).isInstanceOf(WriteOutcome.Superseded.class);
        }
    }

    /** Eve may supersede, and the tutor, whose words she promotes, may not. */
    @Test
    void aPromotionHasTheRightsOfItsAuthor() {
        try (SharedMemory strict = SharedMemory.builder(folder.resolve("strict.db"))
                .keywordsOnly()
                .roles((reader, task) -> reader.equals(Author.person("eve")) ? Set.of("head") : Set.of())
                .rights(request -> request.roles().contains("head"))
                .open()) {
            TaskMemory task = strict.task("case").forUser("kim");
            Memory known = task.person("parent")
                    .aboutUser()
                    .remember(Draft.preference("Write short texts")
                            .key("length", "short")
                            .build())
                    .memory();
            Memory other = task.agent("tutor")
                    .remember(Draft.preference("Write long texts")
                            .key("length", "long")
                            .build())
                    .memory();
            AgentMemory eve = task.person("eve");
            eve.recall("texts", 5);

            assertThat(eve.promote(other.id())).isInstanceOf(WriteOutcome.InConflict.class);
            assertThat(eve.find(known.id()).orElseThrow().live()).isTrue();
        }
    }

    @Test
    void anAudienceThatTheRightsRefuseIsNotWritten() {
        Draft draft = debts(Audience.of(Member.person("press")));

        assertThatExceptionOfType(MemoryException.Refused.class)
                .isThrownBy(() -> tutor.remember(draft))
                .withMessageContaining("readers that the rights of this memory allow")
                .withMessageNotContaining("debts");
        assertThat(tutor.list()).isEmpty();
    }

    @Test
    void aReasonIsNotBlank() {
        Memory known = tutor.remember("The deadline is Friday").memory();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> tutor.log().forget(known.id(), " "))
                .withMessageContaining("1 to 1000");
    }

    @Test
    void aStepReadsInItsRoles() {
        tutor.remember(debts(AID));
        StepRequest.Builder request = StepRequest.builder("case", "plan", "thread-1");

        assertThat(memory.begin(request.build()).memory().list()).isEmpty();
        assertThat(memory.begin(request.roles(Set.of("aid")).build()).memory().list())
                .hasSize(1);
    }
}
