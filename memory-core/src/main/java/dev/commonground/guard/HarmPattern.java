package dev.commonground.guard;

import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of harmful text that the default guard holds back, with the sources for which each counts. Most rules are
 * English, as are most known attacks; {@link #OVERRIDES} has rules for nine other languages.
 */
enum HarmPattern {
    OVERRIDES(
            Source.PERSON,
            "it tells the reader to ignore other instructions",
            "\\b(?:ignore|disregard|forget|override|bypass|overlook|drop|discard)\\b(?: \\S+){0,3}? (?:previous|prior|above|earlier|preceding|existing|system|original|safety|other|former|your)(?: \\S+){0,2}? (?:instructions?|prompts?|rules|guidelines?|directions|directives?|guardrails?|polic(?:y|ies)|orders|constraints|memor(?:y|ies))\\b",
            "\\b(?:previous|prior|earlier|all other|existing) (?:instructions?|guidance|rules|constraints|guidelines?|orders|polic(?:y|ies))(?: \\S+){0,3}? (?:void|obsolete|invalid|cancelled|no longer (?:apply|valid|hold)|do not apply|don't apply)\\b",
            "\\b(?:does|do) not apply to you\\b",
            "\\b(?:treat|consider|regard)\\b(?: \\S+){0,4}? (?:instructions?|text|content|pages?)(?: \\S+){0,5}? as (?:coming from|if (?:it|they) came from|instructions (?:of|from)) (?:the )?(?:user|system|developer|owner|admin)\\b",
            "ignor(?:iere?n?|ez|e|a|ad|are|eer)\\b(?: \\S+){0,3}? (?:vorherigen|bisherigen|fr\u00FCheren|pr\u00E9c\u00E9dentes|ant\u00E9rieures|anteriores|previas|precedenti|eerdere|vorige) (?:anweisungen|instruktionen|regeln|instructions|consignes|instrucciones|instru\u00E7\u00F5es|\u00F3rdenes|istruzioni|instructies)",
            "ignor\\S+ (?:todas |tous |toutes |tutte )?(?:las|les|le|as|la|alle) (?:instrucciones|instructions|consignes|istruzioni|instru\u00E7\u00F5es) (?:anteriores|previas|pr\u00E9c\u00E9dentes|precedenti)",
            "\u0438\u0433\u043D\u043E\u0440\u0438\u0440\\S+ (?:\u0432\u0441\u0435 )?(?:\u043F\u0440\u0435\u0434\u044B\u0434\u0443\u0449\u0438\u0435|\u043F\u0440\u0435\u0436\u043D\u0438\u0435) (?:\u0438\u043D\u0441\u0442\u0440\u0443\u043A\u0446\u0438\u0438|\u0443\u043A\u0430\u0437\u0430\u043D\u0438\u044F)",
            "\u5FFD\u7565.{0,6}(?:\u6307\u4EE4|\u6307\u793A|\u8BF4\u660E)",
            "(?:\u4EE5\u524D|\u4E0A\u8A18|\u3053\u308C\u307E\u3067)\u306E\u6307\u793A\u3092\u7121\u8996"),
    ROLE(
            Source.PERSON,
            "it tells the model to take another role",
            "\\byou are now (?:dan\\b|in \\S+ mode|an? (?:unrestricted|jailbroken|evil|uncensored|unfiltered)\\b)",
            "\\b(?:god|dan|jailbreak|unrestricted) mode\\b",
            "\\bdo anything now\\b",
            "\\bjailbr(?:eak|oken)\\b"),
    IMITATION(
            Source.PERSON,
            "it imitates the form of a prompt",
            "<\\|\\S{1,40}\\|>",
            "\\[/?inst\\]",
            "<</?sys>>",
            "</?(?:system|team-memory|instructions?|tool_call)>",
            "\\b(?:new|updated|real|actual) system (?:instructions?|prompt|message)\\b",
            "^(?:system|developer)(?: message| prompt)? ?: "),
    DOWNLOAD(
            Source.PERSON,
            "it runs what it downloads",
            "\\b(?:curl|wget|iwr|invoke-webrequest|fetch)\\b[^|;&]{0,200}[|;&]{1,2}\\s?(?:sudo )?(?:/\\S+/)?(?:ba|z|k|da)?(?:sh|python\\d?|perl|node|ruby|php|iex|powershell|pwsh|source)\\b",
            "\\b(?:ba|z)?sh -c \"?\\$\\((?:curl|wget)",
            "\\b(?:ba)?sh <\\((?:curl|wget)",
            "\\beval \"?\\$\\((?:curl|wget)",
            "\\biex ?\\(",
            "downloadstring\\(",
            "\\bbase64 (?:-d|--decode)\\b[^|]{0,60}\\| ?(?:ba)?sh\\b",
            "\\bpipe\\b(?: \\S+){0,7}? (?:in)?to (?:ba|z)?sh\\b",
            "\\bpipe(?: \\S+){0,7}? (?:in)?to (?:a |the )?(?:shell|python|interpreter)",
            "\\b(?:exec|eval)\\(\\S*(?:urlopen|requests\\.get|fetch|http)",
            "\\b(?:eval|exec)(?:\\(\\))? (?:\\S+ ){0,3}?(?:response|result|output|content|reply)",
            "pip3? install (?:\\S+ ){0,5}?\\S*(?:https?://|--(?:extra-)?index-url)"),
    EXFILTRATES(
            Source.PERSON,
            "it sends secrets or data away",
            "\\b(?:send|sent|post(?:ed)?|upload(?:ed)?|forward(?:ed)?|e-?mail(?:ed)?|exfiltrate|leak|copy|transmit|reveal|print|include|append|share|export|output)\\b(?: \\S+){0,5}? (?:passwords?|credentials?|api[ _-]?keys?|secrets?|access tokens?|private keys?|environment variables|env vars|\\.env(?: file)?|ssh keys?|system prompt|session cookies?|customer (?:data|database|records|list)|(?:client|customer|user|patient)s?' (?:data|records)|whole database|full database|text of your instructions|your instructions|(?:conversation|chat) history|user data|(?:your|its|the whole|all) memor(?:y|ies))(?: \\S+){0,6}? (?:to|at|into|in|via|with) (?:\\S+ ){0,3}?(?:https?://|\\S+@\\S+\\.\\S|ftp://|\\S*webhook|\\S*pastebin|external|public|attacker|remote|third[- ]part|every (?:answer|reply|response|message)|(?:the|your) (?:url|link|image|answer|reply|response))",
            "\\bexfiltrat",
            "\\b(?:add|insert|include|append|put)\\b(?: \\S+){0,4}? (?:link|url|image|banner)(?: \\S+){0,3}? (?:in|into|to) (?:every|each|all) ",
            "\\b(?:reply|respond|answer)\\b(?: \\S+){0,6}? with (?:the |your )?(?:\\S+ ){0,3}?(?:instructions|system prompt|memory)\\b",
            "https?://\\S{0,200}[?&]\\S{0,40}=\\{\\{?",
            "\\b(?:reveal|print|repeat|show|leak|disclose)\\b(?: \\S+){0,3}? (?:system prompt|hidden instructions|your (?:instructions|prompt))"),
    DESTROYS(
            Source.PERSON,
            "it destroys data or opens a system",
            "\\brm -[a-z]*r[a-z]*f?[a-z]* (?:--no-preserve-root )?(?:/|~|\\*|\\$home)",
            "\\bchmod (?:-r )?0?777\\b",
            ":\\(\\)\\{ ?:\\|:& ?\\};:",
            "\\bdd if=\\S+ of=/dev/",
            "\\bmkfs\\.",
            "\\b(?:drop|truncate) (?:table|database)\\b(?! of)",
            "\\bgit push (?:\\S+ ){0,3}?(?:--force|-f)\\b(?! ?-?with)",
            "\\bdisable (?:the )?(?:firewall|selinux|antivirus|tls|ssl)\\b",
            "\\b(?:delet|remov|eras|clear|wip|truncat|purg)(?:e|ed|es|ing)?\\b(?: \\S+){0,3}? (?:audit (?:logs?|trail)|log files|all logs|backups)\\b",
            "\\bforce[- ]push"),
    HIDES(
            Source.AGENT,
            "it hides something from people",
            "\\b(?:do not|don't|never|without) (?:tell|telling|inform|informing|mention|mentioning|notify|notifying|alert|alerting|disclose|disclosing|show|showing|report|reporting|reveal|revealing|asking|ask)(?: \\S+){0,3}? (?:to )?(?:the |any |your |its )?(?:users?|humans?|operators?|reviewers?|auditors?|administrators?|admins?|owners?|security team|supervisors?)\\b",
            "\\b(?:users?|clients?|humans?|customers?|operators?|auditors?|reviewers?) (?:must|should|need) (?:not|never) (?:know|learn|find out|notice|see)",
            "\\b(?:turn|switch)(?:ed|ing)? off (?:the )?(?:logging|logs|monitoring|auditing|alerts)\\b",
            "\\b(?:do not|don't|never) (?:log|record|mention|repeat|reveal|disclose) (?:this|these)(?: (?:action|note|step|memory|instruction|rule|message|call|transfer)s?)\\b",
            "\\b(?:hide|conceal) (?:this|it|that|these)\\b(?: \\S+){0,4}? from (?:the |any )?(?:users?|humans?|operators?|reviewers?|auditors?|logs?)",
            "\\bkeep (?:this|it) (?:hidden|secret) from (?:the )?(?:user|human|operator|reviewer|auditor)"),
    SKIPS(
            Source.AGENT,
            "it teaches to skip checks",
            "\\b(?:skip|skips|skipped|skipping|override|overrides|overriding|bypass|bypasses|bypassed|bypassing|circumvent|circumventing|disable|disabled|disabling|omit|omitted|ignore|ignored|ignoring|force[- ]?pass(?:ed)?|avoid|turn(?:ed|ing)? off)\\b(?: \\S+){0,3}? (?:tests?|unit tests|test suite|validations?|verifications?|checks?|checksums?|approvals?|reviews?|code review|sign-?offs?|sanity checks?|security|safety|authentication|authorization|permission|certificate|signature|lint|ci\\b|guardrails?|confirmation|sandbox|firewall|antivirus|input validation|consent|two-factor|2fa|mfa|spending limit|approval limit|rate limit)\\b",
            "\\b(?:tests?|validations?|verifications?|checks|approvals?|reviews?|authentication|logging) (?:was|were|is|are|can be|could be|may be) (?:simply |safely )?(?:skipped|bypassed|disabled|turned off|switched off|ignored|forced|omitted|unnecessary|optional|not needed)\\b",
            "\\b(?:forced? to|write|writes|wrote|return|returns|report|reports|print|set) (?:a |an |the )?(?:status |result )?(?:to )?(?:pass|ok|success|passed)\\b(?: \\S+){0,5}? (?:without|regardless|even if|even when|no matter|anyway|instead of)",
            "\\bforced to pass\\b",
            "\\breport(?:ed|s)? success\\b(?: \\S+){0,3}? (?:even|anyway|regardless|although|despite)",
            "\\bpretend(?:ed)?\\b(?: \\S+){0,4}? (?:tests?|checks?|passed|succeeded|works?|valid)",
            "\\bhard-?cod(?:e|ed|ing)\\b(?: \\S+){0,4}? (?:expected|outputs?|results?|answers?|test)\\b",
            "\\bno human (?:in the loop|review|approval|check)",
            "\\bapprov(?:e|ed|ing)\\b(?: \\S+){0,3}? automatically",
            "\\bautomatically approv",
            "\\b(?:self-signed|invalid|expired) certificates?\\b(?: \\S+){0,4}? (?:accept|ignore|trust|errors)",
            "\\b(?:accept|trust|ignore)(?:ed|ing)?(?: \\S+){0,2}? (?:self-signed|invalid|expired) certificates?",
            "\\b(?:without|skip|no) (?:sanitiz|validat|inspect|verify|check|review)ing\\b",
            "\\bgit commit (?:\\S+ )?-n\\b",
            "\\bwithout (?:(?:any|further|running|doing|performing|waiting for|asking for|needing|requiring|prior|human|the|a|manual) ){0,3}(?:tests?|validation|verification|checks|approval|review|authentication|confirmation|sign-?off|permission|consent)\\b",
            "\\b(?:no|not) (?:need|necessary|required|reason)(?: \\S+){0,3}? (?:test|tests|testing|validate|validation|verify|verification|re-?check|review|approval|confirm|confirmation|double-check)\\b",
            "\\b(?:delet(?:e|ed|ing)|remov(?:e|ed|ing)|comment(?:ed|ing)? out)\\b(?: \\S+){0,2}? (?:failing|broken|flaky|red) tests?\\b",
            "--no-verify\\b",
            "\\bverify ?= ?false\\b",
            "--insecure\\b",
            "\\bstricthostkeychecking[ =]no\\b",
            "--dangerously-\\S+",
            "\\bassume(?:d)? (?:that )?(?:it|all|everything|the \\S+) (?:passed|passes|is valid|is correct|is safe|succeeded)\\b",
            "\\bmark(?:ed|ing)? (?:\\S+ ){0,4}?(?:as )?(?:passed|successful|valid|verified|approved|complete)\\b(?: \\S+){0,4}? (?:without|regardless|even if|anyway|automatically)",
            "\\bauto-?(?:approve|approved|merge|accept)\\b(?: \\S+){0,3}? (?:all|every|any|without|changes|requests|pull)\\b",
            "\\b(?:directly|straight) to (?:prod|production|main|master)\\b"),
    WEAKENS(
            Source.AGENT,
            "it teaches an unsafe habit",
            "\\bexpos(?:e|ed|ing)\\b(?: \\S+){0,4}? to the (?:internet|public|world)",
            "\\ballow_all ?= ?true",
            "\\b(?:give|gives|gave|grant|grants|granted|granting)\\b(?: \\S+){0,5}? (?:owner|admin|administrator|root|full|all) (?:rights|access|permissions?|privileges)\\b(?: \\S+){0,2}? (?:on|to|for) (?:everything|everyone|every|all|any)",
            "\\b(?:with|using) (?:sudo|root) (?:if|when|whenever) ",
            "\\brun(?: \\S+){0,3}? as root\\b",
            "\\b(?:as|with) (?:root|administrator|admin)(?: \\S+){0,2}? (?:by default|always|every time)",
            "\\b(?:always|by default|simply|just) (?:run|execute|use|grant)(?: \\S+){0,4}? (?:sudo|root|admin(?:istrator)? (?:rights|access|privileges))\\b",
            "\\b(?:store|save|keep|write|log|commit|hard-?cod(?:e|ed|ing)|embed|paste|put)\\b(?: \\S+){0,4}? (?:passwords?|credentials?|api[ _-]?keys?|secrets?|tokens?|private keys?)\\b(?: \\S+){0,5}? (?:plain ?text|cleartext|in (?:the )?(?:code|source|repo(?:sitory)?|logs?|git|script)|publicly|to (?:the )?(?:log|repo|git))",
            "\\b(?:make|made|set)\\b(?: \\S+){0,4}? (?:bucket|folder|drive|share|link|database|repo(?:sitory)?) (?:public|world-readable|publicly)\\b",
            "\\b(?:public|shared) (?:bucket|folder|drive|link)\\b(?: \\S+){0,4}? (?:so|for) (?:everyone|anyone|anybody)"),
    ORDERS_AGENTS(
            Source.AGENT,
            "it gives orders to agents",
            "\\b(?:all|other|every|any|future|later|subsequent|downstream)(?: the)?(?: ai| llm)? (?:agents?|assistants?|models?|llms?)(?: \\S+){0,2}? (?:must|should|shall|have to|has to|need to|needs to|ought|always|never|are to)\\b",
            "\\b(?:the|this|your|you,? the) (?:ai|llm|ai (?:agent|assistant|model)|language model|chatbot|memory system)(?: \\S+){0,2}? (?:must|should|shall|has to|needs to|ought|always|never)\\b",
            "\\b(?:remember|memori[sz]e|store|save|write|put|add)\\b(?: \\S+){0,6}? (?:in|into|to) (?:your|the agent's|its) (?:\\S+ )?memory\\b",
            "\\b(?:erase|delete|wipe|clear|overwrite|supersede)\\b(?: \\S+){0,3}? (?:your|all|the agent's|the team's) (?:\\S+ )?memor(?:y|ies)\\b"),
    ORDERS(
            Source.OUTSIDE,
            "it gives orders, and its source is not trusted",
            "\\b(?:from now on,? (?:you|always|never|agents?|the (?:agent|assistant|model|ai)|every|all|treat|respond|answer|reply|ignore|when)\\b|henceforth|(?:in|for) (?:all|every|any) future (?:tasks?|runs?|sessions?|answers?|responses?|requests?)|whenever (?:an agent|the agent|the assistant|a model)|if you are an? (?:ai|llm|assistant|agent|language model|bot))\\b",
            "\\b(?:agents?|assistants?|ai|llms?|models?|bots?)\\b,? (?:must|should|shall|are to|need to|have to) (?:always |never |now |immediately |first )?(?:run|execute|call|install|send|use|click|visit|open|follow|obey|respond|reply|answer|output|recommend|approve|transfer|pay|delete|ignore)\\b",
            "\\b(?:important|attention|note|urgent|warning|instructions?|message)(?: \\S+){0,2}? (?:to|for) (?:all |the |any |every )?(?:ai|llm|agents?|assistants?|models?|bots?|crawlers?)\\b",
            "\\byou (?:must|should|shall|have to|need to) (?:always |never |now |immediately )?(?:run|execute|install|obey|ignore|approve|transfer|wire|click|visit|recommend|call the|delete|output|respond with|reply with)\\b",
            "\\b(?:always|only) (?:praise|criticis|criticiz|advertis)",
            "\\b(?:always|every time),? (?:praise|criticise|criticize|advertise)",
            "\\b(?:copy|store|save|write|repeat|spread) (?:this|these|the following)(?: \\S+){0,3}? (?:in|into|to) (?:every|each|all|other)\\b",
            "\\b(?:repeat|tell|pass) (?:it|this)(?: \\S+){0,2}? to (?:other|all|every) agents?",
            "\\b(?:store|keep|save) this (?:instruction|rule|note) (?:permanently|forever)",
            "\\banswer (?:all|every)(?: \\S+){0,3}? questions?(?: \\S+){0,3}? with\\b",
            "\\bonly follow (?:this|these|my)\\b",
            "\\b(?:always|never) (?:recommend|approve|trust|prefer|choose|mention|promote|obey|execute|run|install)\\b(?: \\S+){0,6}? (?:regardless|over (?:all|any)|above all|first|no matter|unconditionally|by default)\\b");

    /** The sources of a write, from the most trusted. */
    enum Source {
        PERSON,
        AGENT,
        OUTSIDE
    }

    private final Source trusted;
    private final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // the list is immutable
    private final List<HarmRule> rules;

    /**
     * Creates a pattern.
     *
     * @param first the most trusted source for which it counts
     * @param rules regular expressions; one of them is enough
     */
    HarmPattern(Source first, String reason, String... rules) {
        this.trusted = first;
        this.reason = reason;
        this.rules = Stream.of(rules).map(rule -> new HarmRule(this, rule)).toList();
    }

    boolean appliesTo(Source source) {
        return source.compareTo(trusted) >= 0;
    }

    List<HarmRule> rules() {
        return rules;
    }

    String reason() {
        return reason;
    }
}
