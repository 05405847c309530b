// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractScrollArea>
#include <QAction>
#include <QApplication>
#include <QDir>

#include "app/views/window_harness.h"

#include "desktop/views/timeline/timeline_view.h"

namespace racewalk::desktop {

WindowHarness::WindowHarness(const QString &path) : m_appearance(ThemeChoice::Light, 1)
{
    if (!m_session.open(path))
        qFatal("%s", qPrintable(m_session.message().details));
    m_window = std::make_unique<MainWindow>(m_session, m_appearance);
}

bool WindowHarness::show(QSize size)
{
    m_window->resize(size);
    m_window->show();
    return QTest::qWaitForWindowExposed(m_window.get()) && search();
}

bool WindowHarness::search()
{
    m_session.startSearching();
    return QTest::qWaitFor([this] { return m_session.search().isIdle(); }, 120'000);
}

void WindowHarness::pickVariant(const char *name)
{
    const auto &variants = m_session.scenario().variants;
    for (std::size_t number = 0; number < variants.size(); ++number)
        if (variants[number].name == name) {
            // As a person does: V until it is there.
            while (m_session.variant() != number)
                press(Qt::Key_V);
            return;
        }
    qFatal("no variant %s", name);
}

void WindowHarness::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    // A dialog that has just closed leaves no window active.
    if (m_window->isVisible() && QApplication::activeModalWidget() == nullptr &&
        !m_window->isActiveWindow()) {
        m_window->activateWindow();
        if (!QTest::qWaitForWindowActive(m_window.get()))
            qFatal("the window does not become active");
    }
    QTest::keyClick(m_window.get(), key, modifiers);
}

void WindowHarness::pressDigit(std::size_t digit, Qt::KeyboardModifiers modifiers)
{
    press(static_cast<Qt::Key>(Qt::Key_0 + static_cast<int>(digit)), modifiers);
}

void WindowHarness::click(const char *name)
{
    auto *target = button(name);
    if (!target)
        qFatal("no button %s", name);
    QTest::mouseClick(target, Qt::LeftButton);
}

void WindowHarness::clickTimelineRow(std::size_t event)
{
    auto *view = find<TimelineView>("timeline");
    const QRectF row = view->rowPlace(event);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::NoModifier, row.center().toPoint());
}

void WindowHarness::trigger(const char *action)
{
    auto *found = m_window->findChild<QAction *>(QString::fromLatin1(action));
    if (!found)
        qFatal("no action %s", action);
    found->trigger();
}

QString WindowHarness::text(const char *buttonName)
{
    return button(buttonName)->text();
}

QString WindowHarness::accessibleName(const char *name)
{
    return find<QWidget>(name)->accessibleName();
}

QString WindowHarness::accessibleDescription(const char *name)
{
    return find<QWidget>(name)->accessibleDescription();
}

QString WindowHarness::stepButton(std::size_t number)
{
    auto *step = button(qPrintable(QStringLiteral("step%1").arg(number)));
    return step->text() + QStringLiteral(" / ") + step->accessibleDescription();
}

QString WindowHarness::card(std::size_t number)
{
    return accessibleName(qPrintable(QStringLiteral("threadCard%1").arg(number)));
}

QString WindowHarness::chosenVariant()
{
    const QString segment = QStringLiteral("variant%1").arg(m_session.variant() + 1);
    const auto *chosen = button(qPrintable(segment));
    return chosen && chosen->isVisible() && chosen->isChecked() ? chosen->text()
                                                                : text("variantPicker");
}

QString WindowHarness::message()
{
    auto *bar = find<QWidget>("messageBar");
    return bar->isVisible() ? bar->accessibleName() : QString();
}

bool WindowHarness::save(const QString &name)
{
    return save(window(), name);
}

bool WindowHarness::save(QWidget &widget, const QString &name)
{
    const QDir folder(QStringLiteral(RACEWALK_TESTS_BUILD_DIR "/pictures"));
    return folder.mkpath(QStringLiteral(".")) && widget.grab().save(folder.filePath(name));
}

} // namespace racewalk::desktop
