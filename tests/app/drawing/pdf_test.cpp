// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "drawing/painted_formats.h"
#include "export/provenance.h"
#include "run/schedule/schedule.h"
#include "support/program_from_text.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFOutlineDocumentHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include <cmath>
#include <memory>
#include <string>

using namespace racewalk;

namespace {

constexpr const char *program = R"(scenario "Pages ü (a) <b>";
int x;
void set(int value) { WRITE_ONCE(x, value); }
thread writer { for (int i = 0; i < 60; i++) set(i); }
thread reader { for (int i = 0; i < 40; i++) READ_ONCE(x); }
)";

/// A run of 100 steps and more, and what is written of it.
struct WrittenRun {
    Run run;
    std::shared_ptr<const Timeline> timeline;

    WrittenRun() : run(test::machineFor(program))
    {
        run.replace(walk(run.machine(), parseSchedule("writer! reader!").value()).steps);
        run.jump(run.length());
        timeline =
            std::make_shared<const Timeline>(timelineOf(run, [](StateView) { return Fate::Safe; }));
    }

    std::string pdf(const FormatOptions &options = {}) const
    {
        const Written written = drawing::paintPdf({run, timeline, {}}, options);
        return written ? *written : "";
    }
};

std::shared_ptr<QPDF> parsed(const std::string &bytes)
{
    auto document = std::make_shared<QPDF>();
    document->setSuppressWarnings(true);
    document->processMemoryFile("pdf", bytes.data(), bytes.size());
    return document;
}

/// What the first page is painted with.
std::string firstContent(const std::string &bytes)
{
    const auto document = parsed(bytes);
    auto page = QPDFPageDocumentHelper(*document).getAllPages().at(0);
    const auto data = page.getObjectHandle().getKey("/Contents").getStreamData(qpdf_dl_generalized);
    return {reinterpret_cast<const char *>(data->getBuffer()), data->getSize()};
}

} // namespace

class PdfTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasPagesOfA4AndStaysSmall()
    {
        const WrittenRun written;
        const std::string bytes = written.pdf();
        QVERIFY(written.run.length() >= 100);
        QVERIFY(bytes.size() < 1'000'000);
        const auto document = parsed(bytes);
        const auto pages = QPDFPageDocumentHelper(*document).getAllPages();
        QVERIFY(pages.size() >= 3);
        for (auto page : pages)
            QCOMPARE(page.getMediaBox().getArrayAsRectangle().urx, 595.0);
        QVERIFY(document->getWarnings().empty());
    }

    void hasABookmarkForEachFunctionOfAThread()
    {
        const std::string bytes = WrittenRun().pdf();
        const auto document = parsed(bytes);
        auto threads = QPDFOutlineDocumentHelper(*document).getTopLevelOutlines();
        QCOMPARE(threads.size(), std::size_t{2});
        QCOMPARE(threads[0].getTitle(), std::string("writer"));
        QCOMPARE(threads[1].getTitle(), std::string("reader"));
        auto calls = threads[0].getKids();
        QVERIFY(!calls.empty());
        QVERIFY(calls[0].getTitle().starts_with("set(), step "));
        QVERIFY(calls[0].getDestPage().isPageObject());
    }

    void hasAPictureOfItsPages()
    {
        const WrittenRun written;
        const QImage image = drawing::pagesImage({written.run, written.timeline, {}}, {});
        const auto pages =
            static_cast<int>(QPDFPageDocumentHelper(*parsed(written.pdf())).getAllPages().size());
        QCOMPARE(image.width(), 794);
        QVERIFY(std::abs(image.height() - (pages * 1122.5 + (pages - 1) * 12)) < 2);
        QCOMPARE(image.pixelColor(5, 5), QColor(Qt::white));
        QVERIFY(image.pixelColor(5, 1126) != QColor(Qt::white)); // between two pages
    }

    void saysWhereItComesFrom()
    {
        const WrittenRun written;
        const std::string bytes = written.pdf();
        const auto document = parsed(bytes);
        auto info = document->getTrailer().getKey("/Info");
        QCOMPARE(info.getKey("/Title").getUTF8Value(),
                 written.run.machine().program().scenario.title);
        QVERIFY(!info.hasKey("/CreationDate"));
        QVERIFY(provenanceIn(bytes) == provenanceOf(written.run));
    }

    void hasTheSameBytesEachTime()
    {
        const WrittenRun written;
        QCOMPARE(written.pdf(), written.pdf());
    }

    void takesItsColoursFromTheTheme()
    {
        const WrittenRun written;
        const std::string panel = "0.105882354 0.121568627 0.149019613 scn";
        QVERIFY(firstContent(written.pdf({.theme = ThemeKind::Dark})).find(panel) !=
                std::string::npos);
        QVERIFY(firstContent(written.pdf()).find(panel) == std::string::npos);
    }
};

QTEST_MAIN(PdfTest)
#include "pdf_test.moc"
