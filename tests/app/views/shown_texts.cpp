// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPaintDevice>
#include <QPaintEngine>
#include <QTransform>
#include <QWidget>

#include "app/views/shown_texts.h"

#include <cmath>

namespace racewalk::desktop {
namespace {

class TextRecorder final : public QPaintEngine {
public:
    explicit TextRecorder(std::vector<ShownText> &texts)
        : QPaintEngine(QPaintEngine::AllFeatures), m_texts(texts)
    {}

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    Type type() const override { return QPaintEngine::User; }
    void updateState(const QPaintEngineState &changed) override
    {
        if (changed.state() & DirtyTransform)
            m_transform = changed.transform();
    }
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
    void drawPath(const QPainterPath &) override {}
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF &point, const QTextItem &item) override
    {
        const QPointF at = m_transform.map(point);
        const double right = m_transform.map(point + QPointF(item.width(), 0)).x();
        const bool goesOn = !m_texts.empty() && std::abs(at.y() - m_y) < 0.5 &&
                            std::abs(at.x() - m_texts.back().right) < 1.5;
        m_y = at.y();
        if (!goesOn) {
            m_texts.push_back({item.text(), at.x(), right});
            return;
        }
        m_texts.back().text += item.text();
        m_texts.back().right = right;
    }

private:
    std::vector<ShownText> &m_texts;
    QTransform m_transform;
    double m_y = 0;
};

class TextDevice final : public QPaintDevice {
public:
    TextDevice(QSize size, std::vector<ShownText> &texts) : m_size(size), m_engine(texts) {}

    QPaintEngine *paintEngine() const override { return &m_engine; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (static_cast<int>(metric)) {
        case PdmWidth:
        case PdmWidthMM:
            return m_size.width();
        case PdmHeight:
        case PdmHeightMM:
            return m_size.height();
        case PdmNumColors:
        case PdmDepth:
            return 32;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        default:
            return 96; // dots per inch
        }
    }

private:
    QSize m_size;
    mutable TextRecorder m_engine;
};

} // namespace

std::vector<ShownText> shownTexts(QWidget &widget)
{
    std::vector<ShownText> texts;
    TextDevice device(widget.size(), texts);
    widget.render(&device, {}, {}, QWidget::DrawChildren);
    return texts;
}

} // namespace racewalk::desktop
