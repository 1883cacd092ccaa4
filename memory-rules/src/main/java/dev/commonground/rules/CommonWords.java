package dev.commonground.rules;

import java.util.Set;

/** Sets of English words that several rules use, in any trade. */
final class CommonWords {

    /** Words without a meaning of their own. */
    static final Set<String> STOP_WORDS =
            EnglishWords.set("the a an this that these those it its they them their we our us you your he"
                    + " she his her i me my is are be been was were has have had do does did no not and or but of in on at by for"
                    + " from with to as so if then than there here when where who what which will would can could should must"
                    + " may might need needs want wants also all any each every more most one only very out up about into over"
                    + " how why whether yet still know don't just now");

    /** Subjects that may speak for the client of the work. */
    static final Set<String> CLIENTS =
            EnglishWords.set("client customer company board team committee management buyer buyers"
                    + " director directors department owner owners manager managers head chief reader readers reviewer reviewers"
                    + " side chain firm group everyone everybody nobody they he she people staff boss");

    /** Words for the text to write, and for actions on it. */
    static final Set<String> DOCUMENTS =
            EnglishWords.set("it document proposal text offer paper report result summary section"
                    + " sections page pages draft version wording language tone length words reader readers meeting meetings"
                    + " review reviews read reads present presents presented figures everything");

    /** The words of {@link #DOCUMENTS} and others that always mean a text. */
    static final Set<String> TEXTS =
            EnglishWords.set("document documents proposal proposals text texts offer offers paper papers"
                    + " report reports summary section sections page pages draft drafts wording letter letters email emails mail"
                    + " mails memo memos article articles presentation presentations newsletter statement announcement notice"
                    + " minutes post-mortem postmortem brochure handbook manual contract invoice invoices quote brief");

    /** Parts of a text. A speaker who wants one of them wants it in the text. */
    static final Set<String> CONTENTS =
            EnglishWords.set("figure figures number numbers table tables chart charts diagram diagrams"
                    + " graph graphs map maps appendix annex chapter section sections summary summaries overview overviews"
                    + " breakdown breakdowns timeline timelines schedule references reference example examples quotes"
                    + " quotations footnotes footnote glossary acronyms jargon buzzwords abbreviations contractions emojis emoji"
                    + " slang exclamations discounts discount prices pricing guarantees names competitors screenshots costs risks"
                    + " assumptions recommendations recommendation conclusion conclusions introduction abstract disclaimer"
                    + " findings headline headlines terms sources checklist calculation estimate estimates clause clauses logo"
                    + " superlatives");

    /** Words by which the author of notes means the author. */
    static final Set<String> AUTHOR = EnglishWords.set("i i'm i'll i've i'd my mine myself we we're we'll we've");

    /** Words by which a speaker means a party to the conversation. */
    static final Set<String> PARTIES = EnglishWords.set("we we've our ours us you you're your");

    /** Words that may precede a clause without a subject. */
    static final Set<String> LINKS = EnglishWords.set(
            "and but also so then right well anyway still oh really clearly always again please note notes important do don't not"
                    + " ok okay yes sure no just important thanks");

    /** Labels at the start of a line that are not the name of a speaker. */
    static final Set<String> LABELS =
            EnglishWords.set("length tone style format deadline due budget open question questions note notes"
                    + " must decision decisions agreed subject date attendees present limit limits requirements todo haves required needed include"
                    + " reminder important constraint constraints preference rule rules decided");

    /** Words that are too vague to name a topic. */
    static final Set<String> VAGUE = EnglishWords.set(
            "it this that them him her us me you we they something anything nothing more time"
                    + " help look chat call break answer reply safety ladies things thing one name everything proposal document text offer paper version draft");

    /** Business figures that are worth remembering. */
    static final Set<String> BUSINESS = EnglishWords.set(
            "payback cost costs saving savings revenue turnover employees"
                    + " order orders margin price prices licence license customers complaints errors profit sales growth percent");

    /** Measures that make a figure of a conversation worth remembering. */
    static final Set<String> MEASURES =
            EnglishWords.set("payback cost costs saving savings revenue turnover employees orders margin licence"
                    + " license licences licenses customers users complaints errors profit sales growth percent requests servers sites"
                    + " buildings branches shops warehouses outage downtime incident incidents tickets backup backups traffic"
                    + " capacity disk memory pressure temperature sensors alarms visitors tenants staff machines trucks lorries"
                    + " vehicles parcels invoices suppliers latency replicas nodes parking floors lifts boilers pumps square accounts"
                    + " subscribers contracts warranty shifts");

    private CommonWords() {}
}
