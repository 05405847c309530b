// SPDX-License-Identifier: GPL-3.0-or-later
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>

#include "desktop/views/import/import_dialog.h"

#include "desktop/views/controls/flat_button.h"
#include "desktop/views/import/import_line_list.h"
#include "import/import.h"

#include <utility>

namespace racewalk::desktop {
namespace {

constexpr QSize usualSize{860, 620}, leastSize{480, 360};

QLabel *newLabel(const char *name, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ImportDialog::ImportDialog(std::shared_ptr<const Imported> imported, const QString &name,
                           const Appearance &appearance, QWidget *window)
    : Panel(appearance, QStringLiteral("importDialog"), tr("Import"), window),
      m_imported(std::move(imported)), m_lines(new ImportLines(m_imported, this))
{
    const auto title = rowOf(m_imported->kind).title;
    m_title = newLabel(
        "importTitle",
        tr("%1 in %2").arg(QLatin1String(title.data(), qsizetype(title.size())), name), this);
    m_summary = newLabel("importSummary", QString::fromStdString(m_imported->summary), this);
    m_flagged = newLabel("importFlagged", flaggedSentence(*m_imported), this);
    m_list = new ImportLineList(*m_lines, appearance, this);
    m_next = new FlatButton(appearance, "forward", tr("Next flagged line"), QStringLiteral("F3"),
                            FlatButton::Look::Outlined, this);
    m_next->setObjectName(QStringLiteral("importNext"));
    m_next->setEnabled(m_imported->flagged() > 0);
    m_cancel = new FlatButton(appearance, {}, tr("Cancel"), QStringLiteral("Esc"),
                              FlatButton::Look::Outlined, this);
    m_cancel->setObjectName(QStringLiteral("importCancel"));
    const bool isScenario = m_imported->scenario.has_value();
    m_act = new FlatButton(appearance, isScenario ? "save" : "play",
                           isScenario ? tr("Open as scenario...") : tr("Walk it"),
                           QStringLiteral("Enter"), FlatButton::Look::Primary, this);
    m_act->setObjectName(QStringLiteral("importAct"));
    m_act->setEnabled(isScenario || !m_imported->run->steps.empty());
    connect(m_next, &FlatButton::clicked, this, &ImportDialog::goToNextFlagged);
    connect(m_cancel, &FlatButton::clicked, this, &ImportDialog::reject);
    connect(m_act, &FlatButton::clicked, this,
            isScenario ? &ImportDialog::scenarioRequested : &ImportDialog::walkRequested);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_summary);
    column->addWidget(m_list, 1);
    column->addWidget(m_flagged);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_next);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_act);
    column->addLayout(buttons);
    applyTheme();
    place(usualSize, leastSize);
    m_list->setCurrentIndex(m_lines->index(m_lines->nextFlagged(-1).value_or(0)));
    m_list->setFocus();
}

void ImportDialog::applyTheme()
{
    setPalette(theme().palette());
    m_title->setFont(theme().font(FontRole::CardTitle));
    m_summary->setFont(theme().font(FontRole::Body));
    m_flagged->setFont(theme().font(FontRole::Secondary));
    const Token color = m_imported->flagged() > 0 ? Token::OpenText : Token::Text2;
    m_flagged->setStyleSheet(QStringLiteral("color: %1").arg(theme().color(color).name()));
}

void ImportDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F3)
        goToNextFlagged();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        m_act->click();
    else
        QDialog::keyPressEvent(event);
}

void ImportDialog::goToNextFlagged()
{
    if (const auto row = m_lines->nextFlagged(m_list->currentIndex().row()))
        m_list->setCurrentIndex(m_lines->index(*row));
}

} // namespace racewalk::desktop
