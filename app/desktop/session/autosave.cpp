// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QPointer>
#include <QStandardPaths>
#include <QUuid>

#include "desktop/session/autosave.h"

#include "desktop/base/background_job.h"
#include "desktop/document/saved_session.h"
#include "desktop/session/session.h"

namespace racewalk::desktop {
namespace {

const QString runningPrefix = QStringLiteral("running-");
const QString lastPrefix = QStringLiteral("last-");
constexpr qsizetype mostLastFiles = 20; ///< one for each scenario; the oldest go
const QString lockSuffix = QStringLiteral(".lock");

QString pathOf(const QString &folder, const QString &name)
{
    return QDir(folder).filePath(name + QLatin1Char('.') + sessionSuffix);
}

/// The newest first.
QStringList lastFiles(const QString &folder)
{
    QStringList files;
    for (const QFileInfo &file : QDir(folder).entryInfoList(
             {lastPrefix + QLatin1String("*.") + sessionSuffix}, QDir::Files, QDir::Time))
        files << file.filePath();
    return files;
}

std::unique_ptr<QLockFile> lockOf(const QString &file)
{
    auto lock = std::make_unique<QLockFile>(file + lockSuffix);
    lock->setStaleLockTime(0); // only the end of its program makes it stale
    return lock;
}

} // namespace

QString Autosave::usualFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
           QLatin1String("/sessions");
}

Autosave::Autosave(Session &session, const QString &folder, QObject *parent)
    : QObject(parent), m_session(session), m_folder(folder)
{
    QDir().mkpath(folder);
    const QString number = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_path = pathOf(folder, runningPrefix + number);
    m_lock = lockOf(m_path);
    m_lock->tryLock(0);
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(delay);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::start);
    const auto soon = [this] {
        if (!m_timer.isActive())
            m_timer.start();
    };
    connect(&session, &Session::scenarioChanged, this, &Autosave::keepAsLast);
    connect(&session, &Session::runChanged, this, soon);
    connect(&session, &Session::walksChanged, this, soon);
    connect(&session, &Session::variantChanged, this, soon);
}

Autosave::~Autosave()
{
    flush();
    if (m_session.hasWalked())
        keepAsLast();
    else
        QFile::remove(m_path);
}

/// The file of the scenario that was open until now becomes the last session of that scenario.
void Autosave::keepAsLast()
{
    m_pool.waitForDone();
    const auto summary = summaryOf(m_path);
    if (!summary)
        return;
    const QByteArray scenario =
        QCryptographicHash::hash(summary->scenarioPath.toUtf8(), QCryptographicHash::Sha1).toHex();
    const QString last = pathOf(m_folder, lastPrefix + QString::fromLatin1(scenario.left(12)));
    QFile::remove(last);
    QFile::rename(m_path, last);
    const QStringList all = lastFiles(m_folder);
    for (qsizetype old = mostLastFiles; old < all.size(); ++old)
        QFile::remove(all[old]);
}

void Autosave::start()
{
    if (!m_session.hasWalked())
        return;
    startJob(
        m_pool, QPointer<Autosave>(this), {},
        [path = m_path, document = m_session.document()] { return writeSession(path, document); },
        [](Autosave &self, const std::expected<QString, QString> &result) {
            const QString failure = result ? *result : result.error();
            if (failure.isEmpty() || self.m_hasFailed)
                return;
            self.m_hasFailed = true;
            Q_EMIT self.failed(failure);
        });
}

void Autosave::flush()
{
    const bool isDue = m_timer.isActive();
    m_timer.stop();
    m_pool.waitForDone();
    if (isDue && m_session.hasWalked())
        writeSession(m_path, m_session.document());
}

QStringList Autosave::cutOff(const QString &folder)
{
    QStringList found;
    const QFileInfoList files = QDir(folder).entryInfoList(
        {runningPrefix + QLatin1String("*.") + sessionSuffix}, QDir::Files, QDir::Time);
    for (const QFileInfo &file : files)
        if (const auto lock = lockOf(file.filePath()); lock->tryLock(0))
            found << file.filePath();
    return found;
}

QString Autosave::last(const QString &folder)
{
    return lastFiles(folder).value(0);
}

void Autosave::adopt(const QString &file)
{
    QFile::rename(file, m_path);
    QFile::remove(file + lockSuffix);
    m_timer.start();
}

} // namespace racewalk::desktop
