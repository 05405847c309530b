// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMouseEvent>
#include <QPainter>

#include "desktop/views/present/present_thread.h"

#include "desktop/session/session.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/text.h"

namespace racewalk::desktop {
namespace {

// At text size 100 %.
constexpr double titleHeight = 38, stateHeight = 38, margin = 8, nameSize = 16.8;

} // namespace

PresentThread::PresentThread(Session &session, ThreadId thread, const Appearance &appearance,
                             QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_thread(thread),
      m_listing(withoutComments(codeListing(session.program(), thread))),
      m_code(new CodePane(appearance, this))
{
    const auto number = indexOf(thread) + 1;
    setObjectName(QStringLiteral("presentThread%1").arg(number));
    m_code->setObjectName(QStringLiteral("presentCode%1").arg(number));
    m_code->setFocusPolicy(Qt::NoFocus);
    m_code->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_code->setAccessibleName(
        tr("Code of %1")
            .arg(QString::fromStdString(session.program().threads[indexOf(thread)].name)));
    m_code->setListing(m_listing, session.names());
    refresh();
}

void PresentThread::refresh()
{
    m_face = threadFace(m_session, m_thread);
    setAccessibleName(m_face.accessibleName());
    m_code->setMarks(codeMarks(m_listing, m_session.run(), m_thread), codeIcon(m_face));
    update();
}

void PresentThread::setAnswers(std::vector<Answer> answers)
{
    m_answers = std::move(answers);
    QStringList spoken;
    for (const Answer &answer : m_answers)
        spoken << tr("Answer %1: %2, %3%4")
                      .arg(answer.number)
                      .arg(answer.says, answer.statement,
                           answer.isWrong ? tr(", wrong") : QString());
    setAccessibleDescription(spoken.join(QLatin1Char('\n')));
    resizeEvent(nullptr);
    update();
}

void PresentThread::applyTheme()
{
    resizeEvent(nullptr);
}

QRectF PresentThread::statePlace() const
{
    const double high = theme().scaled(stateHeight), pad = theme().scaled(margin);
    const double all =
        m_answers.empty() ? high : (high + pad) * static_cast<double>(m_answers.size()) - pad;
    return {pad, height() - all - pad, width() - 2 * pad, all};
}

QRectF PresentThread::answerPlace(std::size_t index) const
{
    const QRectF all = statePlace();
    const double high = theme().scaled(stateHeight), pad = theme().scaled(margin);
    return {all.left(), all.top() + static_cast<double>(index) * (high + pad), all.width(), high};
}

void PresentThread::resizeEvent(QResizeEvent *)
{
    const int top = scaled(titleHeight) + 1;
    m_code->setGeometry(1, top, width() - 2, qRound(statePlace().top()) - scaled(margin) - top);
}

void PresentThread::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !statePlace().contains(event->position()))
        return;
    for (std::size_t i = 0; i < m_answers.size(); ++i)
        if (answerPlace(i).contains(event->position())) {
            Q_EMIT answerChosen(m_answers[i].number);
            return;
        }
    if (m_answers.empty())
        Q_EMIT stepRequested(m_thread);
}

void PresentThread::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                      theme().color(Token::Panel), theme().color(Token::Line));
    paintTitle(painter);
    painter.setPen(QPen(theme().color(Token::Line), 1));
    painter.drawLine(QPointF(1, m_code->y() - 0.5), QPointF(width() - 1, m_code->y() - 0.5));
    for (std::size_t i = 0; i < m_answers.size(); ++i)
        paintAnswer(painter, m_answers[i], answerPlace(i));
    if (m_answers.empty())
        paintState(painter);
}

void PresentThread::paintAnswer(QPainter &painter, const Answer &answer, const QRectF &place) const
{
    const auto &look = theme();
    drawing::paintBox(painter, place, 6, look.color(answer.isWrong ? Token::ErrBg : Token::Panel),
                      look.color(answer.isWrong ? Token::Err : Token::Ctl), answer.isWrong ? 2 : 1);
    double x = place.left() + look.scaled(10);
    const QString key = QString::number(answer.number);
    const double wide = drawing::keycapSize(key, look).width();
    drawing::paintKeycap(painter, QRectF(x, place.top(), wide, place.height()), key, look);
    x += wide + look.scaled(8);
    const double size = look.scaled(12), right = place.right() - look.scaled(10);
    double room = right - x;
    if (answer.isWrong) {
        drawing::paintIcon(painter, "cross",
                           QRectF(right - size, place.center().y() - size / 2, size, size),
                           look.color(Token::Err), look);
        room -= size + look.scaled(6);
    }
    const QFont says = look.font(FontRole::StepTitle), code = look.font(FontRole::StepCode);
    const QRectF upper(x, place.top() + 1, room, place.height() / 2);
    drawing::paintText(painter, upper,
                       drawing::fittingWords(answer.says, says, room, m_session.names()), says,
                       look.color(Token::Text));
    drawing::paintText(painter, upper.translated(0, place.height() / 2 - 2),
                       drawing::fittingName(answer.statement, code, room, m_session.names()), code,
                       look.color(answer.isWrong ? Token::Err : Token::Text2));
}

/// What does not fit is left out in this order: the processor, the word of the state, its icon.
void PresentThread::paintTitle(QPainter &painter) const
{
    const auto &look = theme();
    const double pad = look.scaled(10), gap = look.scaled(8), high = look.scaled(titleHeight);
    const QFont font = drawing::sized(look.font(FontRole::CardTitle), look.scaled(nameSize));
    const double name = drawing::textWidth(font, m_face.name);
    drawing::Chip badge;
    badge.text = m_face.caption;
    badge.isMono = false;
    double badgeWidth = drawing::chipSize(badge, look).width() + gap;
    std::vector<drawing::Pill> pills = m_face.pills;
    if (pills.size() > 1)
        pills.erase(pills.begin(), pills.end() - 1);
    const auto pillWidth = [&] {
        return pills.empty() ? 0.0 : drawing::pillSize(pills.back(), look).width() + gap;
    };
    const auto isTooWide = [&] { return 2 * pad + name + badgeWidth + pillWidth() > width(); };
    if (isTooWide())
        badgeWidth = 0;
    if (!pills.empty() && isTooWide())
        pills.back().text = pills.back().text.section(QLatin1Char(' '), 0, 0);
    if (!pills.empty() && isTooWide())
        pills.back().text.clear();
    if (isTooWide())
        pills.clear();
    const double right = width() - pad - pillWidth();
    if (!pills.empty())
        drawing::paintPill(painter, QRectF(right + gap, 0, pillWidth() - gap, high), pills.back(),
                           look, m_session.names());
    const double after =
        pad + drawing::paintText(painter, QRectF(pad, 0, width(), high),
                                 drawing::fittingName(m_face.name, font, right - pad - badgeWidth,
                                                      m_session.names()),
                                 font, look.color(Token::Text));
    if (badgeWidth > 0)
        drawing::paintChip(painter, QRectF(after + gap, 0, badgeWidth, high), badge, look);
}

void PresentThread::paintState(QPainter &painter) const
{
    using Kind = ThreadFace::Kind;
    const auto &look = theme();
    const QRectF place = statePlace();
    const bool canStep = m_face.kind == Kind::CanStep;
    const bool isBad = m_face.kind == Kind::Forever || m_face.kind == Kind::Fault;
    const Token fill = isBad ? Token::DoomBg : canStep ? Token::Panel : Token::Sunken;
    const Token text = isBad ? Token::DoomText : canStep ? Token::Text : Token::Text2;
    drawing::paintBox(painter, place, 6, look.color(fill), look.color(canStep ? Token::Ctl : fill));
    double x = place.left() + look.scaled(10);
    const double size = look.scaled(14);
    if (const QString key = threadKey(static_cast<int>(indexOf(m_thread)) + 1);
        canStep && !key.isEmpty()) {
        const double wide = drawing::keycapSize(key, look).width();
        drawing::paintKeycap(painter, QRectF(x, place.top(), wide, place.height()), key, look);
        x += wide + look.scaled(8);
    } else {
        drawing::paintIcon(painter, isBad ? "doomed" : m_face.icon,
                           QRectF(x, place.center().y() - size / 2, size, size), look.color(text),
                           look);
        x += size + look.scaled(8);
    }
    const QString words = canStep ? m_face.statement : m_face.headline;
    const QFont font = canStep ? look.font(FontRole::StepCode) : look.font(FontRole::StepTitle);
    const double room = place.right() - look.scaled(8) - x;
    const bool fits = drawing::textWidth(font, words) <= room;
    const QString shown =
        canStep && !fits && !m_face.shortStatement.isEmpty() ? m_face.shortStatement : words;
    drawing::paintText(painter, QRectF(x, place.top(), room, place.height()),
                       drawing::fittingName(shown, font, room, m_session.names()), font,
                       look.color(text));
}

} // namespace racewalk::desktop
