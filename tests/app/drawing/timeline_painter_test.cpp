// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QTest>

#include "drawing/image_export.h"
#include "drawing/timeline_painter.h"
#include "run/timeline/timeline_geometry.h"
#include "support/sample_timelines.h"

using namespace racewalk;
using namespace racewalk::drawing;

namespace {

/// The body at one pixel per unit, so that places are those of the layout.
QImage paintedBody(const TimelineLayout &layout, std::size_t position, ThemeKind kind)
{
    return pictureImage(layout.body(position), Theme(kind), 1);
}

TimelineLayout layoutOf(Timeline timeline)
{
    return {std::make_shared<const Timeline>(std::move(timeline)), {614, 0}, Theme::textWidth()};
}

QImage imageOf(Timeline timeline, ThemeKind kind = ThemeKind::Light)
{
    return pictureImage(layoutOf(std::move(timeline)).whole(), Theme(kind), 2);
}

QColor colorAt(const QImage &image, double x, double y)
{
    return image.pixelColor(static_cast<int>(x), static_cast<int>(y));
}

} // namespace

class TimelinePainterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paintsIconsBarsAndRowsInTheirColours_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void paintsIconsBarsAndRowsInTheirColours()
    {
        QFETCH(bool, isDark);
        const Theme theme(isDark ? ThemeKind::Dark : ThemeKind::Light);
        const TimelineLayout layout = layoutOf(test::hangTimeline());
        const QImage image = paintedBody(layout, 12, theme.kind());
        const auto &columns = layout.columns();
        const auto center = [&](std::size_t number) { return layout.rowCenter(number - 1, 12); };

        QCOMPARE(colorAt(image, columns[1].icon - 8, center(4)), theme.color(Token::KFlag));
        QCOMPARE(colorAt(image, columns[1].icon - 8, center(3)), theme.color(Token::KLock));
        QCOMPARE(colorAt(image, columns[1].icon - 8, center(18 - 4)), theme.color(Token::Panel));
        QCOMPARE(colorAt(image, *columns[1].bars[0] + 2, center(4)), theme.color(Token::KLock));
        QCOMPARE(colorAt(image, *columns[1].bars[0] + 2, center(15)), theme.color(Token::Panel));
        QCOMPARE(colorAt(image, *columns[0].bracket + 1, center(7)), theme.color(Token::Acc));
        QCOMPARE(colorAt(image, 450, center(12) + 11), theme.color(Token::AccBg));
        QCOMPARE(colorAt(image, 450, center(13) + 11), theme.color(Token::DoomBg));
        QCOMPARE(colorAt(image, 450, layout.nowLine(12)), theme.color(Token::Acc));
        QCOMPARE(colorAt(image, layout.stripCenter(), center(20)), theme.color(Token::DoomBg));
    }

    void stripesTheStripWhileBothEndsAreOpen()
    {
        const Theme theme;
        const TimelineLayout layout = layoutOf(test::hangTimeline());
        const QImage image = paintedBody(layout, 24, theme.kind());
        int open = 0, panel = 0;
        for (int y = 10; y < 300; ++y) {
            const QColor color = colorAt(image, layout.stripCenter(), y);
            open += color == theme.color(Token::Open) ? 1 : 0;
            panel += color == theme.color(Token::Panel) ? 1 : 0;
        }
        QVERIFY2(open > 120 && panel > 20,
                 qPrintable(QStringLiteral("%1 %2").arg(open).arg(panel)));
    }

    void paintsTextWhereThePictureSays()
    {
        const Theme theme;
        const TimelineLayout layout = layoutOf(test::hangTimeline());
        const QImage image = paintedBody(layout, 24, theme.kind());
        const double left = layout.columns()[1].label;
        const auto inkAt = [&](double x) {
            int ink = 0;
            for (int y = 0; y < 12; ++y)
                for (int dx = 0; dx < 6; ++dx)
                    ink +=
                        colorAt(image, x + dx, layout.rowCenter(2, 24) - 6 + y).lightness() < 128;
            return ink;
        };
        QVERIFY(inkAt(left) > 5);       // "spin_lock(i_lock)", 17 characters of 6.9
        QVERIFY(inkAt(left + 108) > 3); // the closing parenthesis
        QCOMPARE(inkAt(left + 125), 0);
    }

    void paintsTheSameInParts()
    {
        const Theme theme;
        const TimelineLayout layout = layoutOf(test::hangTimeline());
        const QImage whole = paintedBody(layout, 12, theme.kind());
        QImage parts = whole;
        parts.fill(theme.color(Token::Panel));
        QPainter painter(&parts);
        for (double y = 0; y < layout.bodyHeight(); y += 98) {
            painter.setClipRect(QRectF(0, y, layout.width(), 98));
            paintPicture(painter, layout.body(12, Interval{y, y + 98}), theme);
        }
        painter.end();
        int different = 0;
        for (int y = 0; y < whole.height(); ++y)
            for (int x = 0; x < whole.width(); ++x)
                different += whole.pixel(x, y) != parts.pixel(x, y) ? 1 : 0;
        // Dashes begin anew where a part begins; nothing else may differ.
        QVERIFY2(different < 400, qPrintable(QString::number(different)));
    }

    void exportsImagesOfTheWholeTimeline()
    {
        const QImage image = imageOf(test::wokenTimeline());
        QCOMPARE(image.width(), 1228);
        QCOMPARE(image.devicePixelRatio(), 2.0);
        const QByteArray png = toPng(image);
        QVERIFY(png.startsWith("\x89PNG"));
        QCOMPARE(QImage::fromData(png).size(), image.size());
    }

    void refusesImagesThatAreTooLarge()
    {
        const QImage image = imageOf(test::crowdedTimeline(2, 10000));
        QVERIFY(image.isNull());
        QVERIFY(toPng(image).isEmpty());
    }

    /// Not a test of its own: leaves the pictures in the build folder for a person to look at.
    void cleanupTestCase()
    {
        const QDir folder(QStringLiteral(RACEWALK_TESTS_BUILD_DIR "/pictures"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        const auto save = [&folder](const char *name, Timeline timeline, ThemeKind kind) {
            const QImage image = imageOf(std::move(timeline), kind);
            QVERIFY(image.save(folder.filePath(QString::fromLatin1(name))));
        };
        save("hang-light.png", test::hangTimeline(), ThemeKind::Light);
        save("hang-dark.png", test::hangTimeline(), ThemeKind::Dark);
        save("woken-light.png", test::wokenTimeline(), ThemeKind::Light);
        save("woken-dark.png", test::wokenTimeline(), ThemeKind::Dark);
        save("crowded-light.png", test::crowdedTimeline(6, 30), ThemeKind::Light);
    }
};

QTEST_MAIN(TimelinePainterTest)
#include "timeline_painter_test.moc"
