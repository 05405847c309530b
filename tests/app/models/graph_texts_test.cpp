// SPDX-License-Identifier: GPL-3.0-or-later
// What is said about a graph that is not there, or only in part.
#include <QTest>

#include "app/session/session_fixture.h"
#include "desktop/models/graph/graph_texts.h"
#include "desktop/session/session.h"
#include "desktop/session/state_graph.h"

#include <memory>

namespace racewalk::desktop {

class GraphTextsTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysWhyOnlyAPartIsShown();
    void saysThatTheSearchForTheGraphWasStopped();

private:
    std::unique_ptr<StateGraph> m_graph;
};

void GraphTextsTest::init()
{
    openInodeRace();
    m_graph = std::make_unique<StateGraph>(session(), nullptr);
}

void GraphTextsTest::saysWhyOnlyAPartIsShown()
{
    Limits few;
    few.maxStates = 60;
    session().search().setLimits(few);
    session().startSearching();
    m_graph->setActive(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_graph->stage(), StateGraph::Stage::Ready, 60'000);
    // This is a part of what the result below is about.
    SearchResult result;
    result.stage = SearchResult::Stage::Searching;
    const auto sentence = [&] {
        const GraphBadge badge = graphBadge(*m_graph->layout(), result);
        return badge.word == QStringLiteral("partial: the first 60 states") ? badge.sentence
                                                                            : badge.word;
    };
    QCOMPARE(sentence(), QStringLiteral("The search continues after the first 60 states. The whole "
                                        "graph follows if it is not too large."));
    result.stage = SearchResult::Stage::Done;
    Verdict verdict;
    verdict.states = 5'000;
    const auto sentenceOf = [&] {
        result.verdict = std::make_shared<const Verdict>(verdict);
        return sentence();
    };
    QCOMPARE(sentenceOf(), QStringLiteral("The search for the whole graph was stopped. These are "
                                          "the first 60 states."));
    result.awaitsGraph = true;
    QVERIFY(sentenceOf().startsWith(QStringLiteral("The search continues")));
    result.awaitsGraph = false;
    result.lacksGraph = true;
    QCOMPARE(sentenceOf(), QStringLiteral("The whole graph has 5,000 states, too many for the "
                                          "memory. These are the first 60 states."));
    result.lacksGraph = false;
    verdict.isGraphKept = false;
    QCOMPARE(sentenceOf(), QStringLiteral("The whole graph has 5,000 states, too many for the "
                                          "memory. These are the first 60 states."));
    verdict.isReduced = true;
    QVERIFY2(sentenceOf().startsWith(
                 QStringLiteral("Even after reduction, the whole graph has 5,000 states")),
             qPrintable(sentenceOf()));
    verdict.limit = Limit::Memory;
    verdict.limitValue = 64;
    QCOMPARE(sentenceOf(), QStringLiteral("The search stopped early (limit of 64 MiB hit) after "
                                          "5,000 states. The graph shows the first 60 states."));
    verdict.limit = Limit::Enough;
    QCOMPARE(sentenceOf(), QStringLiteral("The search stopped early (stopped by the user) after "
                                          "5,000 states. The graph shows the first 60 states."));
}

void GraphTextsTest::saysThatTheSearchForTheGraphWasStopped()
{
    m_graph->setActive(true);
    QCOMPARE(m_graph->stage(), StateGraph::Stage::Searching);
    SearchResult result;
    result.stage = SearchResult::Stage::Done;
    result.verdict = std::make_shared<const Verdict>();
    QCOMPARE(graphNotice(*m_graph, result).detail,
             QStringLiteral("The search for it was stopped."));
    result.awaitsGraph = true;
    QCOMPARE(graphNotice(*m_graph, result).headline, QStringLiteral("Searching the whole graph"));
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::GraphTextsTest)
#include "graph_texts_test.moc"
