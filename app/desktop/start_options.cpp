// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCommandLineParser>
#include <QStringList>

#include "desktop/start_options.h"

#include "desktop/session/session.h"
#include "desktop/session/tour_guide.h"
#include "desktop/views/window_size.h"
#include "explore/results/verdict_words.h"
#include "program/memory_model.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace racewalk::desktop {
namespace {

constexpr QSize greatestSize{8192, 8192};

bool readNumber(const QString &text, std::size_t least, std::optional<std::size_t> &number)
{
    bool isNumber = false;
    const qulonglong value = text.toULongLong(&isNumber);
    number = value;
    // Qt takes blanks and signs too.
    return isNumber && value >= least && text.front().isDigit() && text.back().isDigit();
}

bool readSize(const QString &text, StartOptions &options)
{
    const QStringList sides = text.split(QLatin1Char('x'));
    std::optional<std::size_t> width, height;
    if (sides.size() != 2 || !readNumber(sides[0], 0, width) || !readNumber(sides[1], 0, height))
        return false;
    const QSize size(sides[0].toInt(), sides[1].toInt());
    options.size = size;
    return size == size.expandedTo(leastWindowSize(1)) && size == size.boundedTo(greatestSize);
}

bool readTheme(const QString &text, StartOptions &options)
{
    static const QStringList words{QStringLiteral("system"), QStringLiteral("light"),
                                   QStringLiteral("dark")};
    const qsizetype number = words.indexOf(text);
    options.theme = static_cast<ThemeChoice>(number);
    return number >= 0;
}

bool readTextSize(const QString &text, StartOptions &options)
{
    const auto isText = [&text](int percent) { return QString::number(percent) == text; };
    options.textSize = text.toDouble() / 100;
    return std::ranges::any_of(textPercents, isText);
}

bool readMemory(const QString &text, StartOptions &options)
{
    options.memory = memoryModelFrom(text.toStdString());
    return options.memory.has_value();
}

bool readKind(const QString &text, StartOptions &options)
{
    options.find = findingKindFrom(text.toStdString());
    return options.find.has_value();
}

bool readParameter(const QString &text, StartOptions &options)
{
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    bool isNumber = false;
    const int value = text.mid(equals + 1).toInt(&isNumber);
    options.parameters.emplace_back(text.left(equals).toStdString(), value);
    return equals > 0 && isNumber;
}

bool readTour(const QString &text, StartOptions &options)
{
    const bool isNumber = readNumber(text, 1, options.tour);
    --*options.tour;
    return isNumber;
}

/// One option with a value.
struct Option {
    const char *name, *what, *value;
    /// Returns whether the value is right.
    bool (*read)(const QString &, StartOptions &);
    const char *right; ///< "must be ..."
    /// Chosen by a tour, so that the value would be lost.
    bool isOfTour = false;
};

constexpr std::array<Option, 11> valueOptions{{
    {"screenshot", "Write a picture of the window to FILE and exit", "FILE",
     [](const QString &text, StartOptions &options) {
         options.picture = text;
         return !text.isEmpty();
     },
     "the name of a file"},
    {"size", "Size of the window, e.g. 1440x900", "WxH", readSize,
     "WIDTHxHEIGHT from 1024x680 to 8192x8192"},
    {"theme", "Theme: light, dark or system", "THEME", readTheme, "light, dark or system"},
    {"text-size", "Size of the text in percent: 90, 100, 115, 130, 150, 175 or 200", "PERCENT",
     readTextSize, "90, 100, 115, 130, 150, 175 or 200"},
    {"variant", "The variant to show (default: the first)", "NAME",
     [](const QString &text, StartOptions &options) {
         options.variant = text;
         return !text.isEmpty();
     },
     "the name of a variant", true},
    {"memory", "Memory model: MODELS (default: the scenario's)", "MODEL", readMemory, "MODELS",
     true},
    {"param", "Set a parameter; may be given several times", "NAME=VALUE", readParameter,
     "NAME=VALUE with a whole number", true},
    {"schedule", "Load the run of this schedule", "SCHEDULE",
     [](const QString &text, StartOptions &options) {
         options.schedule = text;
         return true;
     },
     "", true},
    {"find",
     "Load the run with the fewest context switches that ends in KIND: hang, use_after_free ..., "
     "or ok",
     "KIND", readKind, "the kind of a finding, e.g. hang or use_after_free, or ok", true},
    {"position", "Go to the state after this step", "N",
     [](const QString &text, StartOptions &options) {
         return readNumber(text, 0, options.position);
     },
     "a whole number"},
    {"tour", "Begin this tour, counted from 1", "N", readTour, "a whole number from 1"},
}};

/// With the names of all memory models for MODELS.
QString withModels(const char *text)
{
    return QString::fromLatin1(text).replace(QLatin1String("MODELS"),
                                             QString::fromStdString(memoryModelNames("or")));
}

QString namesOf(const auto &list)
{
    QStringList names;
    for (const auto &each : list)
        names << QString::fromStdString(each.name);
    return names.join(QLatin1String(", "));
}

QString faultInParameter(const ParameterValues::value_type &given, const Scenario &scenario)
{
    const QString name = QString::fromStdString(given.first);
    const auto &all = scenario.parameters;
    const auto parameter = std::ranges::find(all, given.first, &Parameter::name);
    if (parameter == all.end())
        return all.empty()
                   ? QStringLiteral("no param '%1': the scenario has no params").arg(name)
                   : QStringLiteral("no param '%1': the scenario has %2").arg(name, namesOf(all));
    if (given.second >= parameter->low && given.second <= parameter->high)
        return {};
    return QStringLiteral("param '%1' is %2, but must be in %3..%4")
        .arg(name)
        .arg(given.second)
        .arg(parameter->low)
        .arg(parameter->high);
}

/// The steps of the shortest run that ends so; null if the search has found none.
const std::vector<Step> *runTo(FindingKind kind, const Session &session)
{
    const auto &verdict = session.result().verdict;
    if (!verdict)
        return nullptr;
    if (const Finding *finding = verdict->first(kind))
        return &finding->steps;
    const auto outcome = std::ranges::find(verdict->outcomes, kind, &Outcome::kind);
    return outcome == verdict->outcomes.end() ? nullptr : &outcome->steps;
}

/// A variant, parameter or tour that the scenario does not have.
QString faultIn(const StartOptions &options, const Scenario &scenario)
{
    const auto &variants = scenario.variants;
    const std::string variant = options.variant.toStdString();
    if (!variant.empty() && std::ranges::find(variants, variant, &Variant::name) == variants.end())
        return QStringLiteral("no variant '%1': the scenario has %2")
            .arg(options.variant,
                 variants.front().name.empty() ? QStringLiteral("no variants") : namesOf(variants));
    for (const auto &given : options.parameters)
        if (const QString fault = faultInParameter(given, scenario); !fault.isEmpty())
            return fault;
    const std::size_t tours = scenario.tours.size();
    if (options.tour && *options.tour >= tours)
        return tours == 0 ? QStringLiteral("--tour: the scenario has no tours")
                          : QStringLiteral("--tour is %1, but must be in 1..%2")
                                .arg(*options.tour + 1)
                                .arg(tours);
    return {};
}

} // namespace

void addStartOptions(QCommandLineParser &parser)
{
    for (const Option &option : valueOptions)
        parser.addOption(QCommandLineOption(QLatin1String(option.name), withModels(option.what),
                                            QLatin1String(option.value)));
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QStringLiteral("A scenario, by path or by name."));
}

std::string startOptionsHelp()
{
    QString text;
    for (const Option &option : valueOptions)
        text += QStringLiteral("  %1 %2\n")
                    .arg(QStringLiteral("--%1 %2").arg(QLatin1String(option.name),
                                                       QLatin1String(option.value)),
                         -27)
                    .arg(withModels(option.what));
    return text.toStdString();
}

std::expected<StartOptions, QString> startOptionsFrom(const QCommandLineParser &parser)
{
    StartOptions options;
    for (const Option &option : valueOptions) {
        const QString name = QLatin1String(option.name);
        for (const QString &value : parser.values(name))
            if (!option.read(value, options))
                return std::unexpected(QStringLiteral("--%1 is '%2', but must be %3")
                                           .arg(name, value, withModels(option.right)));
        if (option.isOfTour && parser.isSet(name) && parser.isSet(QStringLiteral("tour")))
            return std::unexpected(
                QStringLiteral("--tour excludes --%1: a tour has its own").arg(name));
    }
    if (const QSize least = leastWindowSize(options.textSize.value_or(1));
        options.size && *options.size != options.size->expandedTo(least))
        return std::unexpected(QStringLiteral("--size is %1x%2, but at least %3x%4 is needed for "
                                              "--text-size %5")
                                   .arg(options.size->width())
                                   .arg(options.size->height())
                                   .arg(least.width())
                                   .arg(least.height())
                                   .arg(qRound(*options.textSize * 100)));
    if (options.find && options.schedule)
        return std::unexpected(QStringLiteral("--find excludes --schedule"));
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return std::unexpected(
            QStringLiteral("'%1' is one file too many: the window shows one").arg(files[1]));
    options.scenario = files.value(0);
    return options;
}

QString chooseProgram(Session &session, const StartOptions &options)
{
    if (const QString fault = faultIn(options, session.scenario()); !fault.isEmpty())
        return fault;
    for (const auto &[name, value] : options.parameters)
        session.setParameter(name, value);
    const auto &variants = session.scenario().variants;
    const auto variant = std::ranges::find(variants, options.variant.toStdString(), &Variant::name);
    if (variant != variants.end())
        session.setVariant(static_cast<std::size_t>(variant - variants.begin()));
    if (options.memory)
        session.setMemory(*options.memory);
    return {};
}

QString loadRun(Session &session, TourGuide &guide, const StartOptions &options)
{
    if (options.tour)
        guide.start(*options.tour);
    if (options.schedule) {
        session.replay(*options.schedule);
        if (const QString fault = session.message().text; !fault.isEmpty())
            return QStringLiteral("--schedule: ") + fault;
    }
    if (options.find) {
        if (session.result().stage == SearchResult::Stage::Error)
            return QStringLiteral("--find: not explored: ") + session.result().error;
        const std::vector<Step> *steps = runTo(*options.find, session);
        if (steps == nullptr) {
            const auto &verdict = session.result().verdict;
            const QString why =
                verdict && !verdict->isComplete()
                    ? QStringLiteral(": ") + QString::fromStdString(verdictSentence(*verdict))
                    : QString();
            return QStringLiteral("--find: no run ends in %1")
                       .arg(QString::fromStdString(std::string(toText(*options.find)))) +
                   why;
        }
        session.startWalk(*steps, steps->size(), {}, QStringLiteral("find"));
        session.clearMessage();
    }
    if (options.position) {
        const std::size_t length = session.run().length();
        if (*options.position > length)
            return QStringLiteral("--position is %1, but must be in 0..%2")
                .arg(*options.position)
                .arg(length);
        session.jump(*options.position);
    }
    return {};
}

} // namespace racewalk::desktop
